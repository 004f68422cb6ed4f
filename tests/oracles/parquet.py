"""Writes tests/data/parquet/*.parquet with pyarrow 26 (pip install pyarrow): python3 tests/oracles/parquet.py

What is expected of them stands in tests/parquet.rs.
"""

import datetime
import decimal
import pathlib

import pyarrow as pa
import pyarrow.parquet as pq

FOLDER = pathlib.Path(__file__).parent.parent / "data" / "parquet"
DAY = datetime.date(2024, 7, 25)
TIME = datetime.datetime(2024, 7, 25, 8, 30, 15, 250_000)
UTC = TIME.replace(tzinfo=datetime.timezone.utc)


def main():
    FOLDER.mkdir(exist_ok=True)
    texts = ["Xã đạt chuẩn nông thôn mới.", None, "Đảng bộ học tập và làm theo Bác.", "", "Dân phấn khởi."]
    table = pa.table(
        {
            "id": pa.array([1, 2, 3, 4, 5], pa.int64()),
            "noi_dung": pa.array(texts, pa.large_string()),
            "title": pa.array(["Một", "Hai", None, "Bốn", "Năm"]),
            "source": pa.array(["Báo A", "Báo A", "Báo B", "Báo A", "Báo B"]).dictionary_encode(),
            "date": pa.array([DAY, DAY, DAY, None, DAY]),
            "seen": pa.array([UTC] * 5, pa.timestamp("us", "UTC")),
            "local_ms": pa.array([TIME] * 5, pa.timestamp("ms")),
            "utc_ns": pa.array([UTC] * 5, pa.timestamp("ns", "UTC")),
            "clock": pa.array([TIME.time()] * 5, pa.time64("us")),
            "views": pa.array([None, 2**32 - 1, 3, 4, 5], pa.uint32()),
            "score": pa.array([0.1, 0.5, 1.5, float("nan"), 2.0], pa.float32()),
            "price": pa.array([decimal.Decimal("12.50")] * 5, pa.decimal128(9, 2)),
            "kept": pa.array([True, False, None, True, False]),
            "bytes": pa.array([b"van ban", b"\xff\xfe", None, b"", b"x"]),
            "tags": pa.array([["a", None], [], None, ["b"], ["c", "d"]]),
            "page": pa.array([{"width": 1, "name": "x"}] * 5),
            "counts": pa.array([[("a", 1)], [], None, [("b", 2), ("c", 3)], [("d", 4)]], pa.map_(pa.string(), pa.int32())),
            "nothing": pa.nulls(5),
        }
    )
    for codec in ("snappy", "zstd", "gzip", "lz4", "none"):
        pq.write_table(table, FOLDER / f"{codec}.parquet", compression=codec, row_group_size=2)


if __name__ == "__main__":
    main()
