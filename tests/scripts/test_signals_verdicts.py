"""Texts of which the finder said too much: short mails, lists of technologies, other languages, and an even split."""

# ruff: noqa: F811  fixtures

from __future__ import annotations

import pytest
from test_signals import ask, page, read  # noqa: F401

TERSE = """AI Platform Engineer
- Own the inference gateway: vLLM on Kubernetes, autoscaling by queue depth, canary rollouts
- GPU scheduling, node pools, spot capacity
- Kafka, Redis, Postgres; p99 latency, SLOs, error budgets
- Terraform, Argo CD, Helm, GitHub Actions
- Prometheus, Grafana, OpenTelemetry, tracing in production
- Rate limits, retries, circuit breakers, failover from region to region
- On-call, incident reviews, capacity planning
- Go or Python, gRPC, Linux internals, CUDA basics, NCCL, Triton, Ray Serve"""
FOREIGN = {
    "German": """KI-Ingenieur (m/w/d)
Deine Aufgaben in unserem Team: Du baust die Plattform für LLM Inference mit vLLM on Kubernetes und betreibst sie in
der Cloud. Design und Betrieb von CI/CD, Monitoring mit Prometheus und Grafana an drei Standorten. Du arbeitest in
einem Team mit Machine Learning Engineers. Dein Profil: Erfahrung in Python, Docker und Terraform.""",
    "French": """Ingénieur IA
Vos missions: concevoir et déployer des agents LLM en production, on travaille avec Kubernetes, Docker et Terraform.
Vous avez une expérience en Python, en RAG et en fine-tuning, a minima trois ans. On attend de vous une bonne maîtrise
de la plateforme et du monitoring, or le design compte aussi.""",
    "Spanish": """Ingeniero de IA
Buscamos a una persona con experiencia en Python, LLM y RAG para diseñar y desplegar agentes en la nube. Trabajarás con
Kubernetes, Docker y Terraform en un equipo de machine learning. Ofrecemos formación a cargo de la empresa y horario
flexible. Se valora el inglés y el design de APIs.""",
}
ROUND = """Hi, thanks for your time last week. The next step is a system design round of sixty minutes with two of our
engineers. You will be asked to sketch a service that many users call at once: expect to talk about queues, caching,
rate limits and what it costs to run. No code is needed, a whiteboard is enough."""
TAKE_HOME = """Hello again, and well done in the first call. Before we meet we would like you to do a small take-home.
Please build a small retrieval pipeline over the documents that we attach, evaluate the answers, and write one page on
what you would do next. Do not spend more than four hours on it."""
CAKE = """Lemon cake. Beat the butter with the sugar until it is pale, then add the eggs, one at a time. Fold in the
flour and the zest of two lemons. Pour it into a tin and bake it for forty minutes. Let it cool on a rack."""
SHOP = """Developer for our shop. You will build the pages of our shop in React and TypeScript, keep the CSS tidy, draw
wireframes with the designer in Figma, and look after the part of it that runs on Android and on iOS."""
EVEN = """AI Engineer

What you'll do
- Study the hallucinations in its answers
- Write evals for the assistant
- Run model serving on our GPUs
- Cut the cost of the cluster"""


def test_terse_bullets_in_english_are_read(page):
    found = read(page, TERSE)
    assert (found["verdict"], found["certainty"]) == ("infrastructure-builder", "clearly")


@pytest.mark.parametrize("language", FOREIGN)
def test_other_languages_are_refused_however_many_technologies_they_name(page, language):
    found = read(page, FOREIGN[language])
    assert found["verdict"] == "too-little" and "English" in found["why"]


@pytest.mark.parametrize(("text", "tribe"), [(ROUND, "infrastructure-builder"), (TAKE_HOME, "applied-researcher")])
def test_a_short_mail_about_a_round_is_said_to_lean_and_no_more(page, text, tribe):
    found = read(page, text)
    assert (found["verdict"], found["certainty"]) == (tribe, "perhaps")


def test_another_job_needs_a_signal_for_it_and_shows_it(page):
    nothing, shop = read(page, CAKE), read(page, SHOP)
    assert nothing["verdict"] == "too-little" and "too little" in nothing["why"]
    assert shop["verdict"] == "other-job"
    assert any(hit["signal"]["side"] == "other-job" for hit in shop["highlights"])


def test_what_leans_to_neither_tribe_is_said_to_be_both(page):
    between = ask(page, "signals.BETWEEN")
    even, more = read(page, EVEN), read(page, EVEN + "\n- Build evaluation suites and golden datasets")
    assert abs(even["lean"]) < between and even["verdict"] == "both-tribes"
    assert more["lean"] > between and more["verdict"] == "applied-researcher"
