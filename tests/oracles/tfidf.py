"""Makes tests/data/tfidf.json: TF-IDF of a small segmented collection by scikit-learn.

    pip install scikit-learn==1.9.1 && python3 tests/oracles/tfidf.py > tests/data/tfidf.json

The sentences were written for this project; words are parted by blanks, syllables of a word joined by "_".
"""

import json

import sklearn
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


def run(settings):
    vectorizer = TfidfVectorizer(token_pattern=r"\S+", **settings)
    matrix = vectorizer.fit_transform(DOCUMENTS)
    names = vectorizer.get_feature_names_out()
    cells = [
        {names[column]: float(value) for column, value in zip(row.indices, row.data)} for row in matrix
    ]
    return {"settings": settings, "documents": cells}


print(
    json.dumps(
        {"scikit-learn": sklearn.__version__, "documents": DOCUMENTS, "runs": [run(s) for s in SETTINGS]},
        ensure_ascii=False,
        indent=1,
    )
)
