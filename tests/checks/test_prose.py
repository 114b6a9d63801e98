"""The rules on prose trouble nobody who writes plainly, end quickly on any page, and know words from one file."""

from __future__ import annotations

import time

import pytest
from fieldguide import checks
from fieldguide.checks import abbreviations, prose, prose_text, words
from fieldguide.model import Page

RULES = (prose.spelling, prose.voice, abbreviations.abbreviation_explained)
MOST_SECONDS = 2.0

PLAIN = """
The tokeniser splits the text; the tokenizer's vocabulary holds 128,256 entries, whatever its colour or color.
A quantised 8B model fits into 5 GB, a quantized one too; vLLM and SGLang serve it, with LoRA and QLoRA adapters.
The KV cache (key-value cache) grows with the context; prefill is compute-bound, decode is bandwidth-bound.
The p99 of TTFT (time to first token) is 800 ms, and the time per output token (TPOT) is 20 ms; two TPOTs are 40 ms.
Robust statistics resist outliers; Huber regression is robust to them; a leverage score says how far a row lies.
GPU utilisation of 40% means that the accelerator waits, and a fully utilised queue never drains.
Direct preference optimisation, DPO for short, is cheaper than PPO (proximal policy optimisation); DPO needs less.
An SLO, or service level objective, of 99.9% allows 43 minutes a month; SLOs are budgets.
A reranker, a cross-encoder, reorders fifty candidates; softmax turns logits into probabilities.
The CAP theorem (consistency, availability, partition tolerance) holds during a partition only.
Normalised discounted cumulative gain, NDCG, sits beside mean reciprocal rank (MRR) and MAP (mean average precision).
Postgres with pgvector, Qdrant, Milvus and Elasticsearch implement HNSW (hierarchical navigable small world graphs).
The GIL (global interpreter lock) lets one thread run; asyncio, gRPC and REST do not care.
The write-ahead log (WAL) is synced before the commit returns; CRDTs (conflict-free replicated data types) merge.
Byte-pair encoding (BPE) merges pairs; pre-trained, pretrained, fine-tuned, hyperparameters and re-enabled add-ons too.
He said that this "crucial, robust, game-changing tool" pays; what it is is a queue, and I know that that is so.
You MUST NOT retry a POST; `RTT` in code, $\\mathrm{KL}$ in maths and docs/RTT.md are no prose.
Kwon et al., Mark Skelton and J. Hight measured 2.2 times the throughput → on an NVIDIA H100 SXM with 80 GB of HBM3.
""".strip().split("\n")


@pytest.mark.parametrize("sentence", PLAIN)
def test_a_plain_sentence_of_the_field_passes(sentence: str):
    assert problems_of(sentence) == []


def test_hype_is_refused_word_by_word():
    hype = "In today's fast-paced world, our robust platform seamlessly leverages cutting-edge AI, a game-changer 🚀."
    said = [message.split(" says nothing")[0].strip("'\"") for message in problems_of(hype)]
    words_of_hype = ["In today's fast-paced", "robust", "seamlessly", "leverages", "cutting-edge", "game-changer"]
    assert said == [*words_of_hype, "emoji in prose; say it in words"]


@pytest.mark.parametrize(
    "text",
    [
        "# " + "AB " * 1600,
        '"' + "AB " * 1600 + '"',
        "“" * 4900,
        "<code>" * 800,
        "🚀 x" * 1600,
        "robust " * 700,
        "a'" * 2400,
    ],
)
def test_a_page_full_of_one_thing_takes_no_long_time(text: str):
    page = page_of("\n".join([text] * 38))
    problems_of("The lists of words are read once.")
    start = time.process_time()
    checks.remarks([page])
    assert time.process_time() - start < MOST_SECONDS


def test_running_text_keeps_its_places():
    page = page_of("See `teh` in [the docs](https://example.org/teh) and teh rest.")
    prose = prose_text.prose_of(page)
    assert [len(line) for line in prose.split("\n")[7:8]] == [len(line) for line in page.source.split("\n")[7:8]]
    assert prose.count("teh") == 1 and page.source.split("\n")[7].index("teh rest") == prose.split("\n")[7].index("teh")


def test_no_word_stands_in_the_file_in_vain():
    listed = words._words()
    assert all(word == word.lower() for word in listed["spelling"]["right"])
    known = listed["abbreviations"]["known"] + listed["abbreviations"]["names"]
    assert sorted(set(known)) == sorted(known), "an abbreviation stands twice"
    assert all(words.remedy(entry.replace("*", "")) for entry in listed["voice"]["forbidden"])


def problems_of(text: str) -> list[str]:
    """Return what all rules on prose say of a text."""
    return [message for rule in RULES for _, _, message in rule(page_of(text))]


def page_of(text: str) -> Page:
    source = f"---\ndescription: Wait on calls.\nreviewed: 2026-11-23\n---\n\n# Title\n\n{text}\n"
    return Page("both-tribes/non-negotiable/page.md", "page/", source, "Title", {}, "")
