"""What texts may come in, and what results go out to."""

import itertools

import pytest

import chinhluan
from chinhluan import clean, phrases, segment

TEXTS = ["Xã nông thôn mới.", None, "", "Đảng bộ 😀 họp."]
WORDS = segment(["Xã nông thôn mới.", "Đảng bộ 😀 họp."], "words").to_pylist()
EXPECTED = [WORDS[0], None, [], WORDS[1]]


def arrow(kind):
    pa = pytest.importorskip("pyarrow")
    return pa, pa.array(TEXTS, getattr(pa, kind)())


def test_lists_and_generators():
    assert segment(TEXTS, "words").to_pylist() == EXPECTED
    assert segment((text for text in TEXTS), "words").to_pylist() == EXPECTED
    assert segment(tuple(TEXTS), "text").to_pylist() == ["Xã nông_thôn mới .", None, "", "Đảng_bộ 😀 họp ."]
    assert segment([], "words").to_pylist() == []
    nan = float("nan")
    assert segment(["xã", nan], "words").to_pylist() == [["xã"], None]
    # More than one batch.
    many = segment(itertools.repeat("nông thôn mới", 70_000), "words")
    assert len(many) == 70_000 and many[69_999] == segment("nông thôn mới", "words")


@pytest.mark.parametrize("kind", ["string", "large_string", "string_view"])
def test_arrow_arrays(kind):
    pa, array = arrow(kind)
    chunked = pa.chunked_array([array.slice(0, 1), array.slice(1, 0), array.slice(1)])
    for column in (array, chunked, pa.array(["x", *TEXTS, "y"], array.type).slice(1, 4)):
        assert segment(column, "words").to_pylist() == EXPECTED


def test_other_arrow_columns():
    pa, array = arrow("string")
    assert segment(array.dictionary_encode(), "words").to_pylist() == EXPECTED
    assert segment(pa.nulls(2), "words").to_pylist() == [None, None]
    assert segment(pa.array([], pa.string()), "words").to_pylist() == []
    with pytest.raises(TypeError, match="this is one of Int64"):
        segment(pa.array([1]))
    with pytest.raises(TypeError, match="this is a table: choose one of id, text"):
        segment(pa.table({"id": [1], "text": ["xã"]}))
    bytes_ = pa.array([b"x\xc3\xa3", b"\xff\xfe"]).view(pa.string())
    with pytest.raises(chinhluan.Error, match="texts: row 1 is not UTF-8"):
        segment(bytes_)


def test_a_stream_that_breaks_off():
    pa = pytest.importorskip("pyarrow")

    class Stream:
        def __arrow_c_stream__(self, requested_schema=None):
            def batches():
                yield pa.record_batch({"text": ["xã"]})
                raise OSError("no more disk")

            return pa.RecordBatchReader.from_batches(pa.schema({"text": pa.string()}), batches()).__arrow_c_stream__()

    with pytest.raises((chinhluan.Error, TypeError)):
        segment(Stream())


def test_pandas():
    pd = pytest.importorskip("pandas")
    assert segment(pd.Series(TEXTS, dtype=object), "words").to_pylist() == EXPECTED
    assert segment(pd.Series(TEXTS, dtype="string"), "words").to_pylist() == EXPECTED
    assert segment(pd.Series(TEXTS, dtype="category"), "words").to_pylist() == EXPECTED
    hits = phrases(pd.Series(TEXTS, dtype="string"))
    for frame in (hits.to_pandas(), pd.DataFrame(hits)):
        assert frame.loc[0, "surface"] == "nông thôn mới" and list(frame) == hits.columns


def test_polars():
    pl = pytest.importorskip("polars")
    assert segment(pl.Series(TEXTS), "words").to_pylist() == EXPECTED
    assert segment(pl.concat([pl.Series(TEXTS[:1]), pl.Series(TEXTS[1:])], rechunk=False), "words").to_pylist() == EXPECTED
    assert segment(pl.Series(TEXTS, dtype=pl.Categorical), "words").to_pylist() == EXPECTED
    hits = pl.DataFrame(phrases(pl.Series(TEXTS)))
    assert hits["surface"].to_list() == ["nông thôn mới"]
    assert pl.Series(segment(TEXTS, "words")).to_list() == EXPECTED


def test_results_go_out_without_a_copy():
    pa = pytest.importorskip("pyarrow")
    for format in ("words", "spans", "text"):
        column = segment(TEXTS, format)
        assert pa.array(column).to_pylist() == column.to_pylist()
    table = phrases(TEXTS)
    exported = pa.table(table)
    exported.validate(full=True)
    assert exported.to_pylist() == table.to_pylist()
    assert exported.column_names == table.columns


def test_columns_and_tables_are_sequences():
    words = segment(TEXTS, "words")
    assert (len(words), words[-1], words[1]) == (4, EXPECTED[-1], None)
    assert words[1:].to_pylist() == EXPECTED[1:] and list(words[::-1]) == EXPECTED[::-1]
    assert list(words) == EXPECTED
    with pytest.raises(IndexError, match="row 4 of 4"):
        words[4]
    table = phrases(TEXTS)
    assert table[0]["surface"] == table["surface"][0] == "nông thôn mới"
    assert [row["document"] for row in table] == [0]
    with pytest.raises(KeyError):
        table["no such column"]


def test_what_is_no_text_is_named():
    with pytest.raises(TypeError, match="texts: row 1 is int, not str"):
        segment(["xã", 5])
    with pytest.raises(chinhluan.Error, match="titles has fewer rows than the 1 texts"):
        phrases(["xã", "phường"], titles=["một"])
    with pytest.raises(chinhluan.Error, match="ids has more rows than the 1 texts"):
        phrases(["xã"], ids=[1, 2])


def test_a_generator_may_fail():
    def texts():
        yield "xã"
        raise RuntimeError("no more texts")

    with pytest.raises(RuntimeError, match="no more texts"):
        segment(texts())


def test_clean_takes_columns_too():
    assert clean(["Ðảng bộ", None]).to_pylist() == ["Đảng bộ", None]


def test_dates_and_names_of_any_kind():
    import datetime

    day = datetime.date(2016, 5, 15)
    expected = ("2016-05-15", "Báo Thái Nguyên")
    columns = [["2016-05-15"], [day], [datetime.datetime(2016, 5, 15, 8, 30)]]
    for library, column in (("pandas", "Series"), ("polars", "Series"), ("pyarrow", "array")):
        make = getattr(pytest.importorskip(library), column)
        columns += [make([day]), make(["2016-05-15"])]
    columns.append(pytest.importorskip("pandas").to_datetime(columns[0]).to_series())
    for dates in columns:
        hit = phrases(["nông thôn mới"], ids=(7,), dates=dates, sources=["Báo Thái Nguyên"])[0]
        assert (hit["document"], hit["date"], hit["source"]) == ("7", *expected)
    assert phrases(["nông thôn mới"], dates=[None])[0]["date"] is None
