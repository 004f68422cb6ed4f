"""Which texts are copies of which others, as `chinhluan.dedup` finds it, where they do not fit one memory.

What two texts are to each other, what is a stock passage, what is compared: all is decided by the native code, one text or
one pair at a time. Here rows are sorted, counted and joined. Nothing gathers the copies of a text in one row: there may be
millions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pyarrow as pa
from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as F

from .. import _chinhluan as _native
from .arrow import beside, mapped, schema_of
from .columns import Texts, given
from .stars import stars
from .steps import Steps

SKETCHES = pa.schema(
    [
        pa.field("class", pa.binary()),
        pa.field("bytes", pa.binary()),
        pa.field("words", pa.int32()),
        pa.field("sampled", pa.int32()),
        pa.field("sketch", pa.binary()),
        pa.field("published", pa.string()),
    ]
)
SHARES = ["jaccard", "containment_a", "containment_b", "coverage_a", "coverage_b"]
COUNTS = ["numbers_agree", "numbers_differ", "names_agree", "names_differ", "respelt"]
PAIR = [pa.field("a", pa.int64()), pa.field("b", pa.int64())]
FINDING = (
    [pa.field("kind", pa.string()), pa.field("holds", pa.bool_())]
    + [pa.field(name, pa.float64()) for name in SHARES]
    + [pa.field(name, pa.int32()) for name in COUNTS]
    + [pa.field(name, pa.int32()) for name in ("lead", "bare", "start_a", "end_a", "start_b", "end_b")]
)
RELATION = (
    [pa.field("relation", pa.string())]
    + [pa.field(name, pa.float64()) for name in ("jaccard", "containment_a", "containment_b")]
    + [pa.field(name, pa.string()) for name in ("decision", "reason")]
)
FIGURES = SHARES + COUNTS
"""What a relation is told by, besides its kind and the words of its longest passage."""


class Duplicates(NamedTuple):
    """How texts are related."""

    relations: DataFrame
    """A row a relation: `a`, `b` (ids), `relation`, `jaccard`, `containment_a`, `containment_b`, `decision`, `reason`."""
    groups: DataFrame
    """A row a member of a group of copies: `group` (id of its first member), `place` (0 for that), `id`."""
    kept: DataFrame
    """A row a text: `id`, and `kept`, the id of the text that is kept in its place: itself, where it is kept."""


def dedup(
    df: DataFrame,
    text: str = "text",
    *,
    work: str,
    id: str = "id",
    order: str | None = None,
    keep: Sequence[str | Sequence[str]] = (),
    title: str | None = None,
    date: str | None = None,
    source: str | None = None,
    url: str | None = None,
) -> Duplicates:
    """Which texts are copies, cuts, mergers of which others: the relations, groups and survivors that `chinhluan.dedup`
    finds in the rows of `df` in the order of the column `order` (`id`, if not given), in which no value stands twice.

    `work` is a folder for what stands between the steps, which all executors reach; what is returned is read from there.
    `keep` are rules in the order in which they are asked, of the texts of which all others of their group are copies:
    `earliest`, `longest`, `first`, or a list of sources, the best one first; of equals the one with most words is kept.
    """
    steps = Steps(df.sparkSession, work)
    rules = [_rule(rule).alias(f"rule_{number}") for number, rule in enumerate(keep)]
    texts = _sketched(df, Texts(text, title, date, source, url), id, order or id, steps)
    classes, members = _classes(texts, steps)
    postings = _postings(classes, steps)
    stock = _stock(postings, classes, steps)
    standings = _standings(postings, stock, classes, steps)
    pairs = _candidates(postings, stock, standings)
    compared = mapped(_with_sketches(pairs, classes.join(standings, "rank")), _compare, pa.schema(PAIR + FINDING))
    findings = _named(steps.keep("compared", compared), steps)
    joining = findings.where("kind in ('near', 'cut')").select("a", "b", "kind", "jaccard", "bare")
    roots = stars(joining.select("a", "b", "jaccard"), steps).select(F.col("node").alias("rank"), "root")
    rooted = members.join(roots, "rank", "left").withColumn("root", F.coalesce("root", "rank"))
    members = steps.keep("members", rooted)
    relations = steps.keep("relations", _within(members).unionByName(_between(findings, members)))
    rows = mapped(relations, _rows, pa.schema([*schema_of(relations, ["a", "b"]), *RELATION]))
    grouped = _grouped(members)
    return Duplicates(
        steps.keep("result/relations", rows),
        steps.keep("result/groups", grouped.select("group", "place", "id")),
        steps.keep("result/kept", _kept(texts, grouped.join(_replaceable(joining, members), "rank"), grouped, rules)),
    )


def _sketched(df: DataFrame, columns: Texts, id: str, order: str, steps: Steps) -> DataFrame:
    """A row a text: `order`, `id`, its sketch."""
    rows = df.select(F.col(order).alias("order"), F.col(id).alias("id"), *columns.of(df))
    schema = pa.schema([*schema_of(rows, ["order", "id"]), *SKETCHES, pa.field("source", pa.string())])
    texts = steps.keep("texts", mapped(rows, _sketch, schema))
    twice = texts.groupBy("order").count().where("count > 1 or order is null").first()
    if twice is not None:
        raise ValueError(f"{twice['count']} rows have the {order} {twice['order']}: name a column that orders them")
    return texts


def _classes(texts: DataFrame, steps: Steps) -> tuple[DataFrame, DataFrame]:
    """Texts that are equal as keys, in the order of ranks, with the sketch of the first one; and the texts of each."""
    texts = texts.where("words > 0")
    firsts = texts.groupBy("class").agg(F.min(F.struct("bytes", "order")).alias("first"), F.count("*").alias("size"))
    firsts = firsts.select("class", "size", F.col("first.order").alias("order"))
    firsts = firsts.join(texts.select("order", "sampled", "sketch"), "order").drop("order")
    # Numbers ascend with partitions, and these with the sort; they are read from disk ever after.
    ranked = firsts.orderBy("class").withColumn("rank", F.monotonically_increasing_id())
    classes = steps.keep("classes", ranked)
    in_order = Window.partitionBy("class").orderBy("bytes", "order")
    members = texts.drop("sketch", "sampled").withColumn("member", F.row_number().over(in_order) - 1)
    return classes, members.join(classes.select("class", "rank", "size"), "class").drop("class")


def _postings(classes: DataFrame, steps: Steps) -> DataFrame:
    """A row a member of the posting of a sampled shingle that at least two classes hold."""
    schema = pa.schema([pa.field("rank", pa.int64()), pa.field("hash", pa.int32())])
    samples = mapped(classes.select("rank", "sketch"), _samples, schema)
    posting = Window.partitionBy("hash")
    placed = samples.withColumn("place", (F.row_number().over(posting.orderBy("rank")) - 1).cast("long"))
    recurring = placed.withColumn("members", F.count("*").over(posting)).where("members > 1")
    facts = [pa.field("shown", pa.bool_()), pa.field("look", pa.int32())]
    facts += [pa.field("second", pa.bool_()), pa.field("enough", pa.int32())]
    return steps.keep("postings", mapped(recurring, _members, pa.schema([*schema, *facts])))


def _stock(postings: DataFrame, classes: DataFrame, steps: Steps) -> DataFrame:
    """The hashes of stock passages."""
    rank = F.col("rank")
    looks = postings.where("look >= 0").groupBy("hash", "look")
    looks = looks.agg(
        F.max("enough").alias("enough"),
        F.max(F.when(~F.col("second"), rank)).alias("a"),
        F.max(F.when(F.col("second"), rank)).alias("b"),
    )
    pairs = _with_sketches(looks.select("a", "b").distinct(), classes)
    unlike = mapped(pairs, _unlike, pa.schema([*PAIR, pa.field("unlike", pa.bool_())])).where("unlike")
    found = (
        looks.join(unlike, ["a", "b"]).groupBy("hash").agg(F.count("*").alias("found"), F.max("enough").alias("enough"))
    )
    return steps.keep("stock", found.where("found >= enough").select("hash"))


def _standings(postings: DataFrame, stock: DataFrame, classes: DataFrame, steps: Steps) -> DataFrame:
    """What is asked of each class, and its stock shingles: so many at the most as it has words."""
    own = postings.join(stock, "hash").groupBy("rank").agg(F.collect_list("hash").alias("hashes"))
    rows = classes.select("rank", "sampled").join(own, "rank", "left")
    rows = rows.withColumn("hashes", F.coalesce("hashes", F.array().cast("array<int>")))
    rows = rows.withColumn("stock", F.size("hashes").cast("long"))
    schema = [*schema_of(rows, ["rank", "hashes"]), pa.field("needed", pa.int32()), pa.field("only_stock", pa.bool_())]
    return steps.keep("standings", mapped(rows, _standing, pa.schema(schema)))


def _candidates(postings: DataFrame, stock: DataFrame, standings: DataFrame) -> DataFrame:
    """Pairs of classes that are worth a comparison."""
    postings = postings.select("hash", "rank", "shown")
    telling = postings.join(stock, "hash", "left_anti")
    only_stock = standings.where("only_stock").select("rank")
    stocked = postings.join(stock, "hash", "left_semi").join(only_stock, "rank", "left_semi")
    later = telling.unionByName(stocked).select("hash", F.col("rank").alias("b"))
    earlier = postings.where("shown").select("hash", F.col("rank").alias("a"))
    shared = earlier.join(later, "hash").where("a < b").groupBy("a", "b").agg(F.count("*").alias("shared"))
    # Most pairs share one shingle, by chance: they go before more is asked.
    fewest = standings.agg(F.min("needed")).first()[0] or 0
    shared = shared.where(F.col("shared") >= fewest)
    for side in ("a", "b"):
        needs = standings.select(F.col("rank").alias(side), F.col("needed").alias(f"needed_{side}"))
        shared = shared.join(needs, side)
    return shared.where("shared >= least(needed_a, needed_b)").select("a", "b")


def _with_sketches(pairs: DataFrame, classes: DataFrame) -> DataFrame:
    """Pairs, and beside them sketches and stock shingles of both."""
    columns = [name for name in ("sketch", "hashes") if name in classes.columns]
    for side in ("b", "a"):  # sorted by `a` then, which is read once for all its `b`
        known = [F.col(name).alias(f"{name}_{side}") for name in columns]
        pairs = pairs.join(classes.select(F.col("rank").alias(side), *known), side)
    return pairs


def _named(findings: DataFrame, steps: Steps) -> DataFrame:
    """Findings, those of documents that hold others by their last name: `merges`, `cut`."""
    held = findings.where("kind in ('contains', 'cut')").select("a", "b", "start_a", "end_a", "lead")
    ends = held.groupBy("a").agg(F.min("end_a").alias("first_end"), F.max("start_a").alias("last_start"))
    held = held.join(ends, "a")
    schema = pa.schema([*schema_of(held, held.columns), pa.field("apart", pa.bool_()), pa.field("evident", pa.bool_())])
    judged = steps.keep("judged", mapped(held, _contained, schema))
    heads = judged.where("apart and not evident and start_a < first_end")
    heads = heads.groupBy("a").agg(F.max("end_a").alias("head_end"))
    apart = judged.where("apart").join(heads, "a", "left").fillna(0, ["head_end"])
    merged = mapped(apart, _merged, pa.schema([*PAIR, pa.field("merged", pa.bool_())]))
    merged = steps.keep("merged", merged.where("merged").select("a", "b"))
    leads = judged.where("lead > 0").select("a", "b").join(merged, ["a", "b"], "left_anti")
    neighbours = findings.where("kind = 'near' and start_b = 0").select("a", F.col("b").alias("other"))
    asked = leads.join(neighbours, "a")
    asked = asked.select("a", "b", F.least("other", "b").alias("low"), F.greatest("other", "b").alias("high"))
    copies = findings.where("holds").select(F.col("a").alias("low"), F.col("b").alias("high"))
    without = asked.join(copies, ["low", "high"], "left_anti").select("a", "b").distinct()
    kinds = leads.join(without, ["a", "b"], "left_anti").withColumn("now", F.lit("cut"))
    kinds = kinds.unionByName(merged.withColumn("now", F.lit("merges")))
    named = findings.join(kinds, ["a", "b"], "left").withColumn("kind", F.coalesce("now", "kind")).drop("now")
    return steps.keep("findings", named)


def _replaceable(joining: DataFrame, members: DataFrame) -> DataFrame:
    """The ranks of those of which all others of their group are copies, without those that lack the marks of another of them."""
    classes = members.where("member = 0").select("rank", "root")
    for side in ("a", "b"):
        joining = joining.join(classes.select(F.col("rank").alias(side), F.col("root").alias(f"root_{side}")), side)
    within = joining.where("root_a = root_b")
    turned = within.where("kind = 'near'").select(F.col("b").alias("rank"))
    copies = within.select(F.col("a").alias("rank")).unionByName(turned).groupBy("rank").agg(F.count("*").alias("copies"))
    sizes = classes.groupBy("root").agg(F.count("*").alias("classes"))
    counted = classes.join(copies, "rank", "left").join(sizes, "root").fillna(0, ["copies"])
    originals = counted.where("copies + 1 = classes").select("rank", "root")
    bare = within.where("bare = 1").select(F.col("a").alias("rank"))
    bare = bare.unionByName(within.where("bare = 2").select(F.col("b").alias("rank")))
    marked = originals.join(bare, "rank", "left_anti")
    without = originals.join(marked.select("root").distinct(), "root", "left_anti")
    return marked.select("rank").unionByName(without.select("rank"))


def _within(members: DataFrame) -> DataFrame:
    """Relations of texts that are equal as keys: all pairs of a few, of many those with the first one."""
    few = members.where(f"size > 1 and size <= {_native.STAR_ABOVE}")
    a, b = few.alias("a"), few.alias("b")
    pairs = a.join(b, F.expr("a.rank = b.rank and a.member < b.member"))
    all_pairs = pairs.select(
        "a.root", F.col("a.id").alias("a"), F.col("b.id").alias("b"), F.expr("a.bytes = b.bytes").alias("same")
    )
    many = members.where(f"size > {_native.STAR_ABOVE}").select("rank", "root", "bytes", "member", "id")
    first = F.min(F.struct("member", "id"))
    firsts = many.groupBy("rank").agg(first.alias("first"))
    alike = many.groupBy("rank", "bytes").agg(first.alias("alike"))
    starred = many.join(firsts, "rank").join(alike, ["rank", "bytes"])
    same = F.col("member") != F.col("alike.member")
    centre = F.when(same, F.col("alike.id")).otherwise(F.col("first.id"))
    star = starred.where("member > 0").select("root", centre.alias("a"), F.col("id").alias("b"), same.alias("same"))
    equal = all_pairs.unionByName(star)
    whole, none = F.lit(1.0), F.lit(0)
    figures = [(whole if name in SHARES else none).alias(name) for name in FIGURES]
    kind = F.when(F.col("same"), "exact").otherwise("normalised").alias("kind")
    return equal.select("a", "b", kind, *figures, none.alias("words"), F.lit(True).alias("copies"))


def _between(findings: DataFrame, members: DataFrame) -> DataFrame:
    """Relations of texts of two classes: all pairs of a few, of many the first ones."""
    found = findings.select("a", "b", "kind", *FIGURES, (F.col("end_b") - F.col("start_b")).alias("words"))
    sizes = members.where("member = 0").select("rank", "size")
    for side in ("a", "b"):
        found = found.join(sizes.select(F.col("rank").alias(side), F.col("size").alias(f"size_{side}")), side)
    found = found.withColumn("star", F.expr(f"greatest(size_a, size_b) > {_native.STAR_ABOVE}"))
    for side in ("a", "b"):
        own = [F.col(name).alias(f"{name}_{side}") for name in ("id", "root", "member")]
        found = found.join(members.select(F.col("rank").alias(side), *own), side)
        found = found.where(F.expr(f"not star or member_{side} = 0"))
    ids = [F.col(f"id_{side}").alias(side) for side in ("a", "b")]
    return found.select(*ids, "kind", *FIGURES, "words", F.expr("root_a = root_b").alias("copies"))


def _grouped(members: DataFrame) -> DataFrame:
    """The members of groups of at least two, in the order in which they would survive."""
    sizes = members.groupBy("root").agg(F.count("*").alias("copies")).where("copies > 1")
    survivors = members.join(sizes, "root", "left_semi").where("rank = root and member = 0")
    in_order = Window.partitionBy("root").orderBy("rank", "member")
    placed = members.withColumn("place", F.row_number().over(in_order) - 1)
    return placed.join(survivors.select("root", F.col("id").alias("group")), "root")


def _kept(texts: DataFrame, candidates: DataFrame, grouped: DataFrame, rules: Sequence[Column]) -> DataFrame:
    """For each text the one that is kept in its place, of the `candidates` of its group."""
    best = candidates.groupBy("root").agg(F.min(F.struct(*rules, "place", "id")).alias("best"))
    copies = grouped.join(best, "root").select("order", F.col("best.id").alias("kept"))
    every = texts.select("order", "id").join(copies, "order", "left")
    return every.select("id", F.coalesce("kept", "id").alias("kept"))


def _rule(rule: str | Sequence[str]) -> Column:
    """What is least for the text that a rule keeps."""
    if not isinstance(rule, str):
        place = F.array_position(F.array(*map(F.lit, rule)), F.coalesce("source", F.lit("")))
        return F.when(place > 0, place).otherwise(len(rule) + 1)
    # A month or a year stands behind the days that it holds.
    is_day = F.length("published") >= len("2012-05-14")
    published = F.when(is_day, F.col("published")).otherwise(F.concat("published", F.lit("~")))
    rules = {
        # Undated ones come last.
        "earliest": F.struct(published.isNull().alias("undated"), published.alias("published")),
        "longest": -F.col("words"),
        "first": F.col("order"),
    }
    if rule not in rules:
        raise ValueError(f"no rule `{rule}` for what to keep; there are: {', '.join(rules)}, or a list of sources")
    return rules[rule]


def _sketch(batch: pa.RecordBatch) -> pa.Table:
    made = beside(batch, _native.sketches(*given(batch)), ["order", "id", "_source"])
    return made.rename_columns({"_source": "source"})


def _samples(batch: pa.RecordBatch) -> pa.Table:
    return beside(batch, _native.samples(batch), ["rank"])


def _members(batch: pa.RecordBatch) -> pa.Table:
    return beside(batch, _native.members(batch), ["rank", "hash"])


def _unlike(batch: pa.RecordBatch) -> pa.Table:
    return beside(batch, _native.unlike(batch), ["a", "b"])


def _standing(batch: pa.RecordBatch) -> pa.Table:
    return beside(batch, _native.standings(batch), ["rank", "hashes"])


def _compare(batch: pa.RecordBatch) -> pa.Table:
    return beside(batch, _native.compare(batch), ["a", "b"])


def _contained(batch: pa.RecordBatch) -> pa.Table:
    return beside(batch, _native.contained(batch), batch.schema.names)


def _merged(batch: pa.RecordBatch) -> pa.Table:
    return beside(batch, _native.merged(batch), ["a", "b"])


def _rows(batch: pa.RecordBatch) -> pa.Table:
    return beside(batch, _native.relation_rows(batch), ["a", "b"])
