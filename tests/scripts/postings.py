"""Short postings of our own writing, with what the finder shall say of each; none is of a real company."""

from __future__ import annotations

A, I, B, O, N = "applied-researcher", "infrastructure-builder", "both-tribes", "other-job", "too-little"

EEO = """
Benefits
401(k), dental insurance, Kubernetes-themed socks, paid parental leave.
We are an equal opportunity employer and do not discriminate on the basis of gender identity or veteran status.
"""


def posting(title: str, duties: str, must: str = "", rest: str = "") -> str:
    """Return a posting with a title, duties and requirements, one for each sentence."""
    lines = [title, "", "What you'll do", *(f"- {line.strip()}" for line in duties.split(".") if line.strip())]
    lines += ["", "Requirements", *(f"- {line.strip()}" for line in must.split(".") if line.strip())] if must else []
    return "\n".join(lines) + "\n" + rest


POSTINGS: dict[str, tuple[str, str]] = {
    "evaluation": (A, posting("Applied AI Engineer", "Own the evaluation suite for our assistant. Build golden datasets and an LLM-as-a-judge. Reduce hallucinations in answers. Run ablations and A/B tests of prompts", "Experience with RAG and prompting. Python")),
    "retrieval": (A, posting("AI Engineer, Search", "Improve retrieval quality with reranking and hybrid search. Try chunking strategies and embeddings. Measure answer quality with retrieval metrics and error analysis. Prototype query rewriting", "Knowledge of LLMs and vector databases")),
    "agents": (A, posting("Agentic AI Engineer", "Design multi-agent workflows with tool calling in LangGraph. Write prompts and few-shot examples. Evaluate agent behaviour and failure modes. Ship prototypes of AI features with customers", "Python and the OpenAI API")),
    "fine-tuning": (A, posting("LLM Engineer", "Fine-tune open models with LoRA. Curate training data and synthetic data. Compare models on benchmarks. Study alignment of models with preference data and DPO", "Hugging Face Transformers and PyTorch")),
    "research": (A, posting("Research Engineer, Language Models", "Conduct research on reasoning strategies. Design experiments and publish papers at NeurIPS. Pretrain small language models. Write evals for new capabilities", "A PhD or publications in NLP. Reinforcement learning")),
    "chatbot": (A, posting("Conversational AI Developer", "Build a chatbot that answers from documents with RAG. Tune prompts for tone and grounding. Evaluate the quality of responses with human feedback. Add guardrails against jailbreaks", "Generative AI and NLP")),
    "deploys": (A, posting("AI Engineer", "Deploy prompt changes daily. Deploy evaluation pipelines. Deploy a fine-tuned model when it beats the prompt. Experiment with retrieval strategies", "Python, AWS and Docker. Scalable thinking")),
    "prose": (A, "Applied Scientist\n\nYou will spend your days with language models. You will write prompts, design experiments, and measure the quality of answers with an evaluation harness that you build. You will curate golden sets with our editors and decide when fine-tuning beats retrieval-augmented generation."),
    "mail": (A, "Hi, I am hiring for an AI Engineer role and your profile looks great. You would own prompts and evals for a legal assistant, build RAG over contracts, and run experiments on hallucinations. The team has two scientists. Are you open for a chat this week?"),
    "benefits": (A, posting("GenAI Engineer", "Write prompts and evaluation rubrics. Improve retrieval strategies. Reduce hallucinations. Build agents with tool use", "LLMs", EEO)),
    "serving": (I, posting("Inference Engineer", "Run model serving on vLLM for high throughput and low latency. Tune KV-cache and continuous batching. Scale GPU clusters with Kubernetes. Keep 99.9% uptime", "CUDA and C++. Distributed systems")),
    "platform": (I, posting("Software Engineer, ML Platform", "Build the ML platform that our data scientists deploy models on. Run a model registry and feature stores. Provision with Terraform. Be on call for production incidents", "Kubernetes and CI/CD. Go or Rust")),
    "training": (I, posting("Training Infrastructure Engineer", "Operate distributed training over thousands of GPUs. Debug NCCL and InfiniBand. Schedule jobs on Slurm. Build observability for training jobs", "Linux and networking. Large-scale systems")),
    "sre": (I, posting("Site Reliability Engineer, LLM Serving", "Keep our LLM inference services available. Define SLOs and alerting. Lead incident response and post-mortems. Plan GPU capacity", "Prometheus, Grafana and Kubernetes")),
    "compiler": (I, posting("ML Compiler Engineer", "Write compiler passes in MLIR and LLVM. Optimise GPU kernels for inference workloads. Profile throughput on accelerators", "C++ and CUDA. Deep learning frameworks")),
    "mlops": (I, posting("MLOps Engineer", "Bring models into production with CI/CD pipelines. Automate model deployment with Kubernetes and Terraform. Monitor model serving. Support data scientists", "DevOps experience. MLflow and Kubeflow")),
    "data for models": (I, posting("Data Infrastructure Engineer, AI", "Build ingestion that feeds our vector databases. Run Kafka and stream processing at scale. Shard and replicate storage systems. Keep LLM training data pipelines fault-tolerant", "Distributed systems. Spark and Kubernetes")),
    "gateway": (I, posting("Backend Engineer, AI Platform", "Own the LLM gateway: rate limiting, caching and load balancing for all teams. Build an SDK for other teams. Keep latency and uptime within SLOs. Run Postgres and Redis with multi-tenancy", "Backend services in Go. On-call")),
    "platform for prompts": (I, posting("Platform Engineer, GenAI", "Build infrastructure and tooling for prompt management. Run the platform for evaluation pipelines of other teams. Scale inference services on Kubernetes. Be on call", "Terraform. Distributed systems. Backend services")),
    "blurb says otherwise": (I, "Systems Engineer, Inference\n\nAbout us\nWe are an AI-native company whose agents and prompts delight users. Our evaluation culture is famous.\n\nResponsibilities\n- Operate model serving on GPUs with Kubernetes\n- Cut latency and raise throughput\n- Own capacity planning and disaster recovery\n\nRequirements\n- Distributed systems, Linux, Go or Rust\n"),
    "both sides": (B, posting("AI Engineer", "Write prompts and build evaluation suites for our agents. Improve retrieval quality and reduce hallucinations. Own the backend services on Kubernetes. Keep them reliable with SLOs and on-call. Scale event-driven microservices with Kafka", "RAG and LLMs. Distributed systems")),
    "two roles": (B, "Acme is hiring two founding engineers in Berlin, please write to us and say which of the two you are.\n\n1. Applied AI engineer: evals, prompts, RAG and fine-tuning for our agents, with a lot of experiments.\n2. Infrastructure engineer: Kubernetes, GPU autoscaling, distributed systems and on-call for our inference services.\n"),
    "end to end": (B, posting("Senior AI Engineer", "Design agents with tool calling and write their prompts. Build evals and study failure modes. Design distributed systems behind them, with queues and caching. Run them on Kubernetes with observability. Take part in on-call", "LLMs and RAG. Terraform and CI/CD. Backend engineering")),
    "front end": (O, posting("Frontend Engineer, AI Products", "Build user interfaces in React and TypeScript. Write CSS with Tailwind. Work with Figma designs. Improve accessibility", "JavaScript and HTML. UI components")),
    "full stack": (O, posting("Full Stack Developer", "Build features in Ruby on Rails and React. Write tests. Fix bugs in our mobile apps for iOS and Android", "JavaScript, HTML and CSS. You use Cursor and Copilot")),
    "data warehouse": (O, posting("Data Engineer", "Build ETL into our data warehouse with dbt and Snowflake. Design data models and data marts. Make dashboards in Power BI and Tableau. Ensure data quality", "SQL. Business intelligence")),
    "classical": (O, posting("Data Scientist, Credit", "Develop credit risk and fraud models with XGBoost and regression. Forecast churn with time series. Present reports to stakeholders", "scikit-learn and pandas. SQL")),
    "vision": (O, posting("Computer Vision Engineer, Robots", "Develop object detection and segmentation for autonomous driving. Fuse lidar and camera sensors. Improve SLAM and 3D perception", "C++ and OpenCV")),
    "sales": (O, posting("Account Executive, AI Solutions", "Own a sales quota for our AI product. Negotiate with customers and lead presales workshops. Grow revenue with account management", "Business development. Customer success")),
    "annotation": (O, posting("AI Trainer, Software", "Help train AI models to write better code. Rank code generated by AI. Craft and answer questions", "No prior AI experience needed. Fluent English")),
    "manager": (O, posting("Product Manager, AI", "Own the product roadmap and product strategy. Manage stakeholders and lead program management. Do performance reviews with direct reports. Report to the board", "People management. Coaching")),
    "hardware": (O, posting("Silicon Design Engineer, AI", "Write RTL in SystemVerilog. Lay out a PCB and debug firmware. Bring up silicon with oscilloscopes", "FPGA and EDA tools. CMOS")),
    "security": (O, posting("Security Engineer", "Run penetration tests and fix vulnerabilities. Operate the SOC against malware and ransomware. Review security controls", "Cyber security. Threat modelling")),
    "quality": (O, posting("QA Engineer", "Write test plans and test cases. Automate tests with Selenium and Playwright. Track defects", "Manual testing. Quality assurance")),
    "estate agents": (O, posting("Software Engineer, Agents", "Build the web app in which estate agents list houses, with React and PHP. Send prompt replies to sellers. Draw reports and dashboards", "JavaScript and SQL")),
    "empty": (N, ""),
    "short": (N, "AI Engineer, Berlin, full time. Apply now."),
    "german": (N, "KI-Ingenieur (m/w/d)\n\nDeine Aufgaben\nDu entwickelst Prompts und RAG-Systeme mit LangChain, bewertest die Antworten der Modelle und arbeitest eng mit der Fachabteilung zusammen. Du betreibst die Dienste auf Kubernetes und sorgst mit dem Team für einen stabilen Betrieb.\n\nDein Profil\nStudium der Informatik, gute Kenntnisse in Python und Freude an der Arbeit mit Sprachmodellen."),
    "japanese": (N, "機械学習エンジニア\n\n大規模言語モデルを用いたサービスの開発と運用を担当していただきます。評価基盤の構築、プロンプトの設計、検索拡張生成の改善、Kubernetes上での推論サービスの運用など、幅広い業務に携わっていただきます。"),
    "recipe": (O, "Pancakes for four\n\nWhisk the flour with the milk and the eggs, and add a pinch of salt for the taste. Heat the butter in a pan and fry your pancakes on both sides. Serve them with the jam that you made in summer, or with sugar and the juice of a lemon."),
}  # fmt: skip
