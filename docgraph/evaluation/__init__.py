"""Evaluation (đánh giá): what was read against what a careful reader marked, and one run against another."""

from docgraph.evaluation.annotations import AnnotatedDocument, AnnotatedRelation, Annotation, from_document
from docgraph.evaluation.comparison import Change, ChangeKind, Comparison, compare
from docgraph.evaluation.evaluation import Evaluation, evaluate, evaluate_folders
from docgraph.evaluation.figures import Figures, Score, Share
from docgraph.evaluation.reading import read_gold, read_run
from docgraph.evaluation.run import EvaluationRun, run_evaluation
from docgraph.evaluation.scoring import DocumentScore, Miss

__all__ = [
    "AnnotatedDocument",
    "AnnotatedRelation",
    "Annotation",
    "Change",
    "ChangeKind",
    "Comparison",
    "DocumentScore",
    "Evaluation",
    "EvaluationRun",
    "Figures",
    "Miss",
    "Score",
    "Share",
    "compare",
    "evaluate",
    "evaluate_folders",
    "from_document",
    "read_gold",
    "read_run",
    "run_evaluation",
]
