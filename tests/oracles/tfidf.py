"""Makes tests/data/tfidf.json: TF-IDF and truncated SVD of a small segmented collection by scikit-learn, BM25 by bm25s.

    pip install scikit-learn==1.9.1 bm25s==0.3.16 && python3 tests/oracles/tfidf.py > tests/data/tfidf.json

The sentences were written for this project; words are parted by blanks, syllables of a word joined by "_".
"""

import itertools
import json

import bm25s
import sklearn
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

DOCUMENTS = [
    "đảng_bộ xã học_tập và làm theo tấm gương đạo_đức Hồ_Chí_Minh",
    "xã đạt chuẩn nông_thôn mới và xã tiếp_tục xây_dựng nông_thôn mới nâng_cao",
    "chi_bộ thôn xây_dựng đời_sống văn_hóa ở khu dân_cư",
    "xã giảm nghèo xã giảm nghèo xã giảm nghèo bền_vững",
    "",
    "chuyển_đổi số ở xã và ở thôn và ở từng hộ",
    "y_tế xã y sĩ ở y",
]
SETTINGS = [
    {},
    {"norm": None},
    {"norm": "l1"},
    {"smooth_idf": False},
    {"sublinear_tf": True},
    {"use_idf": False},
    {"binary": True},
    {"min_df": 2},
    {"max_df": 3},
    {"max_df": 0.5},
    {"min_df": 2, "max_df": 0.5, "sublinear_tf": True, "norm": None},
    {"max_features": 5},
    {"use_idf": False, "norm": None, "binary": True},
    {"smooth_idf": False, "sublinear_tf": True, "norm": "l1", "min_df": 0.2},
]
SETTINGS += [
    {"ngram_range": ngrams, "norm": norm, "sublinear_tf": sublinear, "smooth_idf": smooth, **limits}
    for ngrams, norm, (sublinear, smooth), limits in itertools.product(
        [(1, 2), (2, 2), (1, 3)],
        ["l1", "l2", None],
        [(True, False), (False, True)],
        [{}, {"max_df": 1}],
    )
]
SETTINGS += [
    {"stop_words": ["và", "ở", "xã"]},
    {"stop_words": ["và", "ở"], "ngram_range": (1, 2)},
    {"vocabulary": ["xã", "nông_thôn", "không_có", "chi_bộ"]},
    {"vocabulary": ["nông_thôn mới", "xã", "giảm nghèo"], "ngram_range": (1, 2), "norm": None},
]


def run(settings):
    vectorizer = TfidfVectorizer(token_pattern=r"\S+", **settings)
    matrix = vectorizer.fit_transform(DOCUMENTS)
    names = vectorizer.get_feature_names_out()
    cells = [
        {names[column]: float(value) for column, value in zip(row.indices, row.data)} for row in matrix
    ]
    return {"settings": settings, "documents": cells}


def bm25(method):
    words = [document.lower().split() for document in DOCUMENTS if document]
    retriever = bm25s.BM25(method=method, k1=1.2, b=0.75)
    retriever.index(words, show_progress=False)
    queries = [["xã"], ["nông_thôn", "mới"], ["ở", "y"], ["chi_bộ", "xã", "bền_vững"]]
    return {
        "documents": words,
        "queries": [{"query": q, "scores": [float(score) for score in retriever.get_scores(q)]} for q in queries],
    }


def svd():
    matrix = TfidfVectorizer(token_pattern=r"\S+").fit_transform(DOCUMENTS)
    found = TruncatedSVD(n_components=4, algorithm="arpack", random_state=0).fit(matrix)
    projected = found.transform(matrix)
    return {"singular_values": found.singular_values_.tolist(), "products": (projected @ projected.T).tolist()}


print(
    json.dumps(
        {
            "scikit-learn": sklearn.__version__,
            "documents": DOCUMENTS,
            "runs": [run(settings) for settings in SETTINGS],
            "svd": svd(),
            "bm25s": bm25s.__version__,
            "bm25": {method: bm25(method) for method in ["lucene", "robertson"]},
        },
        ensure_ascii=False,
        indent=1,
    )
)
