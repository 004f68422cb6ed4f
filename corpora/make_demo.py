#!/usr/bin/env python3
"""Make corpora/demo and corpora/truth from the annotated articles in corpora/source.

    python3 corpora/make_demo.py

Standard library only; the same sources always give the same bytes. corpora/README.md describes the
source format. Every mistake found in the sources is printed as `file:line: what`; nothing is written then.

What truth/ holds. One JSON object a line, sorted by document, LF ends. All offsets are bytes of UTF-8
into the text of the document as written: the file of a text document, the `text` field of a record.
A text document is named by its path below demo/, a record by its id.

hits.jsonl        Every phrase in the text. `nested_in` lists the families around it, outermost first;
                  `region` is the role of its line. `repeated` is true for a hit in a lead (or an earlier
                  printing of it) where the same words stand once more in the body: the complete copy in the
                  body is the one that counts. The title of a record is not in its text, so its phrases are
                  not listed.
lines.jsonl       The role of every line that is not blank, lines counted from 1 with the blank ones. A line
                  that repeats an earlier one says which part of it (`here`) stands where (`there`).
documents.jsonl   Date, source, topic, event and title. `published` is null exactly where `published_from`
                  is "none": the page or record shows no date of publication. `event` marks different
                  articles on one event, which are no copies of each other.
duplicates.jsonl  Pairs with a relation from a to b. The annotated ones: a is `near` b (syndicated and lightly
                  edited), `exact` (the same text), `normalised` (the same but for Unicode form and tone
                  placement), a `contains` all of b, a is b `cut` short, a `merges` b with another, a has the
                  `same_form` as b (a form report with other figures: not a copy). And those that follow for
                  two articles with a common original, by FOLLOWS below: an article that contains a
                  text stands in the same relation to the near copies of that text, though it has not
                  every word of theirs. All other pairs are unrelated.
"""

import csv
import datetime
import io
import json
import math
import re
import shutil
import statistics
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE, DEMO, TRUTH = HERE / "source", HERE / "demo", HERE / "truth"

JSONL_PAPER, CSV_PAPER = "Báo Phú Lâm", "Tạp chí Đời sống Cơ sở"
PAPERS = ("Báo Vân Sơn", "Báo Trường Hà", JSONL_PAPER, "Báo Thạch Hải", CSV_PAPER)

TOPICS = {
    "hoc-tap-bac": "Học tập và làm theo Bác",
    "xay-dung-dang": "Xây dựng Đảng",
    "nong-thon-moi": "Nông thôn mới",
    "giam-ngheo": "Giảm nghèo",
    "van-hoa-co-so": "Văn hóa cơ sở",
    "giao-duc": "Giáo dục",
    "chuyen-doi-so": "Chuyển đổi số",
    "an-sinh": "An sinh xã hội",
}

ROLES = set(
    "page_clock nav section title date lead body caption image_slug photo_credit byline source_credit tags "
    "comment_form related boilerplate".split()
)
RECORD_ROLES = {"title", "lead", "body", "caption", "byline", "source_credit"}

KEYS = {"id", "paper", "out", "date", "date-from", "topic", "nfd", "event", "relation"}
REQUIRED = ("id", "paper", "out", "date", "date-from", "topic")

FAMILIES = set(
    """
    tam-guong-dao-duc-ho-chi-minh tu-tuong-dao-duc-phong-cach-ho-chi-minh hoc-tap-va-lam-theo-bac ket-luan-01-kl-tw
    cuoc-van-dong phong-trao-thi-dua phong-trao-thi-dua-yeu-nuoc toan-dan-doan-ket-xay-dung-doi-song-van-hoa
    xay-dung-doi-song-van-hoa-o-khu-dan-cu xay-dung-nong-thon-moi-do-thi-van-minh xay-dung-nong-thon-moi
    ca-nuoc-chung-suc-xay-dung-nong-thon-moi moi-xa-mot-san-pham ngay-vi-nguoi-ngheo khong-de-ai-bi-bo-lai-phia-sau
    xoa-doi-giam-ngheo chuong-trinh-1719 nguoi-viet-nam-uu-tien-dung-hang-viet-nam hai-khong
    truong-hoc-than-thien-hoc-sinh-tich-cuc moi-thay-co-giao-la-mot-tam-guong ky-cuong-tinh-thuong-trach-nhiem
    nghi-quyet-trung-uong-4-khoa-xi nghi-quyet-trung-uong-4-khoa-xii xay-dung-chinh-don-dang
    tu-dien-bien-tu-chuyen-hoa suy-thoai-tu-tuong-dao-duc-loi-song dao-duc-loi-song dien-bien-hoa-binh
    bao-ve-nen-tang-tu-tuong-cua-dang trach-nhiem-neu-guong nhung-dieu-dang-vien-khong-duoc-lam trong-sach-vung-manh
    tu-phe-binh-va-phe-binh phong-chong-tham-nhung-tieu-cuc cong-nghiep-hoa-hien-dai-hoa dan-giau-nuoc-manh
    dan-biet-dan-ban-dan-lam-dan-kiem-tra dan-chu-o-co-so dan-van-kheo den-on-dap-nghia dai-doan-ket-toan-dan-toc
    toan-dan-bao-ve-an-ninh-to-quoc gia-dinh-5-khong-3-sach gia-dinh-van-hoa thanh-nien-tinh-nguyen van-hoa-cong-so
    doanh-nghiep-viet-nam-hoi-nhap-va-phat-trien thuc-hanh-tiet-kiem-chong-lang-phi chuyen-doi-so ky-nguyen-vuon-minh
    tinh-gon-bo-may nong-nghiep-nong-dan-nong-thon kinh-te-xa-hoi can-bo-dang-vien nang-luc-lanh-dao-suc-chien-dau
    hoan-thanh-xuat-sac-nhiem-vu hoan-thanh-tot-nhiem-vu noi-com-buc-xuc nhiem-vu-chinh-tri tao-chuyen-bien
    kiem-tra-giam-sat lam-theo
    """.split()
)
# Whether a place is a hit of these depends on its context, so the search for forgotten marks leaves them out.
CONTEXTUAL = {"cuoc-van-dong", "lam-theo", "hai-khong"}

RELATIONS = {"near", "exact", "normalised", "contains", "cut", "merges", "same_form"}
# What holds between two articles with one original: (relation of a, relation of b) -> relation of a to b.
FOLLOWS = {("near", "near"): "near", ("exact", "exact"): "exact", ("exact", "normalised"): "normalised"}
FOLLOWS |= {("near", same): "near" for same in ("exact", "normalised")}
FOLLOWS |= {(a, b): a for a in ("contains", "cut", "merges") for b in ("near", "exact", "normalised")}

LETTER = r"[\w\u0300-\u036f]"  # combining marks are no \w
REPEAT_TOKENS = 5  # a shorter common run of syllables is chance
REPEAT_CHARACTERS = 40  # fewer in all, and `repeats=` names the wrong line
NEAR_SHARE = 0.6  # share of its 5-syllable shingles that a near copy must have from its original


# ---------------------------------------------------------------------------------------------- sources


@dataclass
class Mark:
    """One phrase in a line, in characters of the printed text."""

    start: int
    end: int
    family: str
    accentless: bool
    around: list


@dataclass
class Line:
    """One printed line; `number` counts printed lines from 1, `start` is its byte offset in the document."""

    source: int
    role: str
    text: str
    marks: list
    truncated: bool = False
    repeats: int = 0
    number: int = 0
    start: int = 0

    def byte(self, character):
        return self.start + len(self.text[:character].encode())


@dataclass
class Article:
    path: Path
    id: str = ""
    paper: str = ""
    out: str = ""
    date: str = ""
    date_from: str = ""
    topic: str = ""
    nfd: bool = False
    event: str = ""
    relations: list = field(default_factory=list)
    lines: list = field(default_factory=list)  # Line, or None for a blank one
    title: str = ""
    title_field: Line = None  # of a record: its title stands in a field of its own

    @property
    def document(self):
        return f"{slug(self.paper)}/{self.id}.txt" if self.out == "txt" else self.id

    @property
    def text(self):
        return "\n".join(line.text if line else "" for line in self.lines)

    def printed(self, *roles):
        return [line for line in self.lines if line and (not roles or line.role in roles)]


mistakes = []


def mistake(path, line, what):
    mistakes.append(f"{path.relative_to(HERE)}:{line}: {what}")


def stop_on_mistakes():
    if mistakes:
        sys.exit("\n".join(mistakes))


def slug(name):
    """The name in lower case without accents, words joined by hyphens."""
    letters = unicodedata.normalize("NFD", name.lower()).replace("đ", "d")
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in letters if not unicodedata.combining(c)))


def read_markup(raw, path, number):
    """The printed text of a line and its marks, from `⟦family:surface⟧` with nesting."""
    text, marks, open_marks, at = "", [], [], 0
    for token in re.finditer(r"⟦(~?)([a-z0-9-]*):|⟧|⟦", raw):
        text += raw[at : token.start()]
        at = token.end()
        if token[0] == "⟧":
            if not open_marks:
                mistake(path, number, "⟧ without ⟦")
                continue
            mark = open_marks.pop()
            mark.end = len(text)
            if not text[mark.start : mark.end].strip():
                mistake(path, number, f"empty mark of {mark.family}")
        elif token[2] is None:
            mistake(path, number, "⟦ without a family")
        else:
            if token[2] not in FAMILIES:
                mistake(path, number, f"unknown family {token[2]!r}")
            mark = Mark(len(text), 0, token[2], token[1] == "~", [m.family for m in open_marks])
            if mark.family in mark.around:
                mistake(path, number, f"{mark.family} inside itself")
            marks.append(mark)
            open_marks.append(mark)
    if open_marks:
        mistake(path, number, f"⟦{open_marks[-1].family} is not closed")
    text += raw[at:]
    if not unicodedata.is_normalized("NFC", text):
        mistake(path, number, "sources are written in NFC (`@nfd: yes` decomposes the output)")
    return text, marks


def decompose(text, marks):
    def nfd(part):
        return unicodedata.normalize("NFD", part)

    for mark in marks:
        mark.start, mark.end = len(nfd(text[: mark.start])), len(nfd(text[: mark.end]))
    return nfd(text), marks


def read_article(path):
    article = Article(path)
    raw = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    header = 0
    seen = set()
    while header < len(raw) and raw[header].startswith("@"):
        key, _, value = raw[header][1:].partition(":")
        key, value = key.strip(), value.strip()
        if key not in KEYS:
            mistake(path, header + 1, f"unknown key @{key}")
        elif key in seen and key != "relation":
            mistake(path, header + 1, f"@{key} stands twice")
        elif key == "relation":
            kind, _, target = value.partition(" ")
            article.relations.append((kind, target.strip(), header + 1))
        elif key == "nfd":
            article.nfd = value == "yes"
        else:
            setattr(article, key.replace("-", "_"), value)
        seen.add(key)
        header += 1
    for key in REQUIRED:
        if key not in seen:
            mistake(path, 1, f"@{key} is missing")
    if header == len(raw) or raw[header]:
        mistake(path, header + 1, "a blank line must follow the header")
    for number, line in enumerate(raw[header + 1 :], header + 2):
        read_line(article, line, number)
    at = 0
    for number, line in enumerate(article.lines, 1):
        if line:
            line.number, line.start = number, at
            at += len(line.text.encode())
        at += 1
    check_article(article)
    return article


def read_line(article, raw, number):
    path = article.path
    if not raw:
        article.lines.append(None)
        return
    head, bar, raw_text = raw.partition("|")
    role, *attributes = head.split() or [""]
    if not bar or role not in ROLES:
        mistake(path, number, f"unknown role {role!r}")
    text, marks = read_markup(raw_text, path, number)
    if text != text.strip() or not text:
        mistake(path, number, "empty text, or blanks around it")
    if article.nfd:
        text, marks = decompose(text, marks)
    line = Line(number, role, text, marks)
    for attribute in attributes:
        if attribute == "truncated":
            line.truncated = True
            if not text.endswith("..."):
                mistake(path, number, "a truncated line ends with ...")
        elif re.fullmatch(r"repeats=[1-9][0-9]*", attribute):
            line.repeats = int(attribute[8:])
        else:
            mistake(path, number, f"unknown attribute {attribute!r}")
    if role == "title":
        if article.title:
            mistake(path, number, "a second title")
        article.title = text
        if article.out != "txt":
            article.title_field = line
            return  # a record keeps its title in a field of its own
    if article.out != "txt" and role not in RECORD_ROLES:
        mistake(path, number, f"a record has no {role} line")
    article.lines.append(line)


# ---------------------------------------------------------------------------------------------- checks

WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "nhật": 6}
DATE = r"(\d{1,2})(?:/| tháng )(\d{1,2})(?:/| năm )(\d{4})"


def check_article(article):
    path = article.path
    if article.id != path.stem:
        mistake(path, 1, f"@id {article.id!r} is not the name of the file")
    if article.paper not in PAPERS:
        mistake(path, 1, f"unknown paper {article.paper!r}")
    if article.topic not in TOPICS:
        mistake(path, 1, f"unknown topic {article.topic!r}")
    paper = {"jsonl": JSONL_PAPER, "csv": CSV_PAPER}.get(article.out, article.paper)
    if article.out not in ("txt", "jsonl", "csv") or article.paper != paper:
        mistake(path, 1, f"{article.paper} is not written as {article.out!r}")
    if article.date_from not in (("line", "none") if article.out == "txt" else ("metadata", "none")):
        mistake(path, 1, f"@date-from {article.date_from!r} does not go with {article.out}")
    if article.date == "none":
        if article.date_from != "none":
            mistake(path, 1, "@date-from without a date")
    elif not article.id.startswith(article.date + "-"):
        mistake(path, 1, f"@id does not begin with {article.date}")
    if not article.title:
        mistake(path, 1, "no title")
    dated = article.printed("date")
    if len(dated) != (article.date_from == "line"):
        mistake(path, 1, f"{len(dated)} date lines with @date-from {article.date_from}")
    for line in article.printed("date", "page_clock"):
        check_date(article, line)
    for line in article.printed():
        if line.repeats:
            check_repeat(article, line)


def check_date(article, line):
    text = unicodedata.normalize("NFC", line.text.lower())
    found = re.search(DATE, text)
    if not found:
        mistake(article.path, line.source, "no date in this line")
        return
    day, month, year = map(int, found.groups())
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        mistake(article.path, line.source, f"no such day: {found[0]}")
        return
    named = re.search(r"(?:thứ |chủ )(hai|ba|tư|năm|sáu|bảy|nhật)", text)
    if named and WEEKDAYS[named[1]] != date.weekday():
        right = next(name for name, weekday in WEEKDAYS.items() if weekday == date.weekday())
        mistake(article.path, line.source, f"{date} is not {named[0]!r} but {right!r}")
    if line.role == "date" and date.isoformat() != article.date:
        mistake(article.path, line.source, f"{date} is not @date {article.date}")
    if line.role == "page_clock" and article.date != "none" and date.isoformat() < article.date:
        mistake(article.path, line.source, "the page was opened before it was published")


def check_repeat(article, line):
    if line.repeats >= line.number or not article.lines[line.repeats - 1]:
        mistake(article.path, line.source, f"repeats={line.repeats} names no earlier line")
        return
    common = sum(end - start for start, end, _, _ in common_runs(line, article.lines[line.repeats - 1]))
    if common < REPEAT_CHARACTERS:
        mistake(article.path, line.source, f"only {common} characters in common with line {line.repeats}")


OLD_TONES = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split()
NEW_TONES = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split()
TONES = dict(zip(OLD_TONES, NEW_TONES))


def fold(text):
    """One key for all spellings: lower case, NFC, plain spaces, tone mark on the second vowel.

    It has as many characters as the text in NFC.
    """
    text = unicodedata.normalize("NFC", text).lower().replace("\u00a0", " ")
    return re.sub(rf"({'|'.join(TONES)})(?!\w)", lambda found: TONES[found[1]], text)


def syllables(text):
    return re.findall(r"\w+", fold(text))


def shingles(text):
    words = syllables(text)
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


def check_forgotten(articles):
    """A surface that is marked somewhere must not stand unmarked elsewhere."""
    surfaces = {
        fold(line.text[mark.start : mark.end])
        for article in articles
        for line in article.printed()
        for mark in line.marks
        if mark.family not in CONTEXTUAL and not mark.accentless
    }
    longest_first = sorted(surfaces, key=lambda surface: (-len(surface), surface))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    for article in articles:
        for line in article.printed():
            text = fold(line.text)
            hidden = list(text)
            for mark in line.marks:
                start = len(unicodedata.normalize("NFC", line.text[: mark.start]))
                end = len(unicodedata.normalize("NFC", line.text[: mark.end]))
                hidden[start:end] = "\0" * (end - start)
            for found in pattern.finditer("".join(hidden)):
                mistake(article.path, line.source, f"unmarked {found[0]!r}")


def check_relations(articles):
    by_id = {}
    for article in articles:
        if article.id in by_id:
            mistake(article.path, 1, f"@id {article.id} is taken")
        by_id[article.id] = article
    for article in articles:
        for kind, target, number in article.relations:
            if kind not in RELATIONS:
                mistake(article.path, number, f"unknown relation {kind!r}")
            elif target not in by_id or target == article.id:
                mistake(article.path, number, f"relation to unknown article {target!r}")
            elif not holds(kind, article, by_id[target]):
                mistake(article.path, number, f"the text is not {kind} {target}")
            elif article.topic != by_id[target].topic:
                mistake(article.path, number, f"the topic is not that of {target}")


def holds(kind, article, original):
    running = [line.text for line in original.printed("lead", "body") if not line.repeats]
    whole = " ".join(running)
    mine = " ".join(line.text for line in article.printed("lead", "body"))
    share = len(shingles(mine) & shingles(whole)) / max(1, len(shingles(mine)))
    if kind == "exact":
        return article.text == original.text
    if kind == "normalised":
        return article.text != original.text and fold(article.text) == fold(original.text)
    if kind in ("contains", "merges"):
        return all(text in article.text for text in running)
    if kind == "cut":
        return mine.endswith("...") and whole.startswith(mine[:-3])
    return 0 < share < 1 if kind == "same_form" else NEAR_SHARE <= share < 1


# ------------------------------------------------------------------------------------------------ truth


def common_runs(line, other):
    """The parts that two lines share, as (start, end, other start, other end) in characters.

    Runs of at least REPEAT_TOKENS syllables, in the same order in both, with the punctuation around them.
    """
    here, there = (list(re.finditer(rf"{LETTER}+", text)) for text in (line.text, other.text))
    matcher = SequenceMatcher(None, [t[0] for t in here], [t[0] for t in there], autojunk=False)
    runs = []
    for i, j, size in matcher.get_matching_blocks():
        if size < REPEAT_TOKENS:
            continue
        start, end = here[i].start(), here[i + size - 1].end()
        shift = there[j].start() - start

        def same_mark(at):
            inside = 0 <= at < len(line.text) and 0 <= at + shift < len(other.text)
            return inside and line.text[at] == other.text[at + shift] and not re.match(LETTER, line.text[at])

        while same_mark(start - 1):
            start -= 1
        while same_mark(end):
            end += 1
        start += len(line.text[start:end]) - len(line.text[start:end].lstrip())
        end = start + len(line.text[start:end].rstrip())
        runs.append((start, end, start + shift, end + shift))
    return runs


def repeated_parts(article):
    """Line number -> parts (in characters) that stand again in a copy that counts instead.

    The copies that count are the body lines that repeat a line; if there are none, its last uncut printing.
    """
    groups = {}
    for line in article.printed():
        if line.repeats:
            groups.setdefault(line.repeats, [article.lines[line.repeats - 1]]).append(line)
    parts = {}
    for group in groups.values():
        kept = [line for line in group[1:] if line.role == "body"]
        kept = kept or [line for line in group if not line.truncated][-1:]
        for line in group:
            if line not in kept:
                parts[line.number] = [run[:2] for copy in kept for run in common_runs(line, copy)]
    return parts


def hits_of(article):
    parts = repeated_parts(article)
    for line in article.printed():
        for mark in sorted(line.marks, key=lambda mark: (mark.start, -mark.end)):
            yield {
                "document": article.document,
                "family": mark.family,
                "start": line.byte(mark.start),
                "end": line.byte(mark.end),
                "surface": line.text[mark.start : mark.end],
                "region": line.role,
                "repeated": any(a <= mark.start and mark.end <= b for a, b in parts.get(line.number, ())),
                "accentless": mark.accentless,
                "nested_in": mark.around,
            }


def lines_of(article):
    for line in article.printed():
        record = {"document": article.document, "line": line.number, "role": line.role}
        if line.truncated:
            record["truncated"] = True
        if line.repeats:
            other = article.lines[line.repeats - 1]
            record["repeats"] = [
                {"line": other.number, "here": [line.byte(a), line.byte(b)], "there": [other.byte(c), other.byte(d)]}
                for a, b, c, d in common_runs(line, other)
            ]
        yield record


def document_of(article):
    record = {
        "document": article.document,
        "published": None if article.date_from == "none" else article.date,
        "published_from": article.date_from,
        "source": article.paper,
        "topic": article.topic,
    }
    if article.event:
        record["event"] = article.event
    return record | {"title": article.title}


def duplicates_of(articles):
    names = {article.id: article.document for article in articles}
    pairs, copies = {}, {}
    for article in articles:
        for kind, target, _ in article.relations:
            pairs[article.document, names[target]] = kind
            copies.setdefault(target, []).append((article.document, kind))
    for siblings in copies.values():
        for a, kind in siblings:
            for b, other in siblings:
                known = (a, b) in pairs or (b, a) in pairs
                if a != b and not known and (kind, other) in FOLLOWS:
                    pairs[a, b] = FOLLOWS[kind, other]
    return [{"a": a, "b": b, "relation": kind} for (a, b), kind in sorted(pairs.items())]


CONTENT = ("title", "lead", "body", "caption")
COPIES = {"near", "exact", "normalised", "cut"}
DOCUMENT_NUMBER = r"\d+(?:/\d{4})?[-/][A-ZĐ][A-ZĐƯ.]*(?:[-/][A-ZĐ]\w*)*"


# Families that count inside a longer phrase too: one phrase names both.
COUNTED_INSIDE = {
    "nghi-quyet-trung-uong-4-khoa-xi",
    "nghi-quyet-trung-uong-4-khoa-xii",
    "nghi-quyet-trung-uong-4-khoa-xiii",
    "hoan-thanh-tot-nhiem-vu",
    "hoan-thanh-xuat-sac-nhiem-vu",
}
# Words that are a campaign's only sometimes.
BORDERLINE = {"lam-theo"}


def counted_hits(article):
    """The families of phrases that count under the policy `longest`.

    Not those of a passage that is printed again, without accents, inside a longer phrase, borderline ones, and not an
    abbreviation in brackets behind the phrase that it stands for.
    """
    parts = repeated_parts(article)
    titles = [article.title_field] if article.title_field else []
    for line in titles + article.printed(*CONTENT):
        for mark in line.marks:
            repeated = any(a <= mark.start and mark.end <= b for a, b in parts.get(line.number, ()))
            nested = mark.around and mark.family not in COUNTED_INSIDE
            before = line.text[: mark.start].rstrip("(").rstrip()
            in_brackets = line.text[: mark.start].endswith("(") and line.text[mark.end :].startswith(")")
            gloss = in_brackets and any(
                other.family == mark.family and other.end == len(before) for other in line.marks
            )
            if not (repeated or mark.accentless or nested or gloss or mark.family in BORDERLINE):
                yield mark.family


def counted_syllables(article, lines):
    """Words of letters that are counted: those of a passage that is printed again count where it is complete."""
    parts = repeated_parts(article)
    count = 0
    for line in lines:
        hidden = re.sub(DOCUMENT_NUMBER, lambda found: "0" * len(found[0]), line.text)
        for word in re.finditer(rf"(?<!{LETTER})[^\W\d_]{LETTER}*", hidden):
            count += not any(a <= word.start() and word.end() <= b for a, b in parts.get(line.number, ()))
    return count


def poisson_ends(count):
    """Garwood's exact 95 % interval of the mean of a Poisson variable, by bisection of its distribution."""

    def at_most(k, mean):
        return math.fsum(math.exp(i * math.log(mean) - mean - math.lgamma(i + 1)) for i in range(k + 1))

    def mean_where(k, probability):
        low, high = 1e-9, 10.0 * (k + 10)
        for _ in range(200):
            middle = (low + high) / 2
            low, high = (middle, high) if at_most(k, middle) > probability else (low, middle)
        return low

    return [mean_where(count - 1, 0.975) if count else 0.0, mean_where(count, 0.025)]


def frequencies_of(articles):
    by_document = {article.document: article for article in articles}
    text_size = {article.document: counted_syllables(article, article.printed(*CONTENT)) for article in articles}
    size = {
        article.document: text_size[article.document]
        + counted_syllables(article, [article.title_field] if article.title_field else [])
        for article in articles
    }
    order = {article.document: (slug(article.paper), article.path) for article in articles}
    group = {document: document for document in by_document}
    for pair in duplicates_of(articles):
        if pair["relation"] in COPIES:
            old, new = group[pair["b"]], group[pair["a"]]
            group = {document: new if of == old else of for document, of in group.items()}

    def longest(key):
        """One document for each key: the one with the longest text, of equals the first in the folder."""
        best = {}
        for document in sorted(by_document, key=lambda document: (-text_size[document], order[document])):
            best.setdefault(key(document), document)
        return set(best.values())

    counted = {
        "": set(by_document),
        "_unique": longest(lambda document: group[document]),
        "_by_source": longest(lambda document: (group[document], by_document[document].paper)),
    }
    hits = [(article.document, family) for article in articles for family in counted_hits(article)]
    for period in ["all", *sorted({period_of(article) for article in articles})]:
        documents = {name for name, article in by_document.items() if period in ("all", period_of(article))}
        here = [hit for hit in hits if hit[0] in documents]
        for family in sorted({family for _, family in here}):
            record = {"period": period, "family": family}
            for suffix, these in counted.items():
                found = [document for document, of in here if of == family and document in these]
                syllables = sum(size[document] for document in documents & these)
                rate = 1e6 / syllables
                record |= {
                    f"count{suffix}": len(found),
                    f"articles{suffix}": len(set(found)),
                    f"syllables{suffix}": syllables,
                    f"period_articles{suffix}": len(documents & these),
                    f"per_million{suffix}": round(len(found) * rate, 4),
                    f"poisson{suffix}": [round(end * rate, 4) for end in poisson_ends(len(found))],
                }
            papers = {by_document[document].paper for document, of in here if of == family}
            yield record | {"sources": len(papers)}


def period_of(article):
    return "undated" if article.date_from == "none" else article.date[:4]


# ----------------------------------------------------------------------------------------------- output


def record_of(article):
    record = {"id": article.id, "title": article.title}
    if article.date_from != "none":
        record["date"] = article.date
    return record | {"source": article.paper}


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def write_lines(path, records):
    write(path, "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))


def write_demo(articles):
    shutil.rmtree(DEMO, ignore_errors=True)
    for article in articles:
        if article.out == "txt":
            write(DEMO / article.document, article.text)
    write_lines(
        DEMO / f"{slug(JSONL_PAPER)}.jsonl",
        (
            record_of(article)
            | {
                "url": f"https://baophulam.example/{article.id}",
                "text": article.text,
                "section": TOPICS[article.topic],
            }
            for article in articles
            if article.out == "jsonl"
        ),
    )
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\r\n")  # RFC 4180
    columns = ["id", "title", "date", "source", "text", "author"]
    rows.writerow(columns)
    for article in articles:
        if article.out == "csv":
            author = "; ".join(line.text for line in article.printed("byline"))
            record = record_of(article) | {"text": article.text, "author": author}
            rows.writerow([record.get(column, "") for column in columns])
    write(DEMO / f"{slug(CSV_PAPER)}.csv", table.getvalue())


def write_truth(articles):
    shutil.rmtree(TRUTH, ignore_errors=True)
    articles = sorted(articles, key=lambda article: article.document)
    write_lines(TRUTH / "hits.jsonl", (hit for article in articles for hit in hits_of(article)))
    write_lines(TRUTH / "lines.jsonl", (line for article in articles for line in lines_of(article)))
    write_lines(TRUTH / "documents.jsonl", map(document_of, articles))
    write_lines(TRUTH / "duplicates.jsonl", duplicates_of(articles))
    write_lines(TRUTH / "frequencies.jsonl", frequencies_of(articles))


def summary(articles):
    lengths = sorted(
        len(syllables(" ".join(line.text for line in article.printed("lead", "body")))) for article in articles
    )
    hits = [hit for article in articles for hit in hits_of(article)]
    forms = Counter(article.out for article in articles)
    relations = Counter(pair["relation"] for pair in duplicates_of(articles))
    families = Counter(hit["family"] for hit in hits)
    yield f"{len(articles)} articles: " + ", ".join(f"{forms[form]} {form}" for form in ("txt", "jsonl", "csv"))
    yield f"syllables of lead and body: {lengths[0]} to {lengths[-1]}, median {statistics.median(lengths):g}"
    yield f"{len(hits)} hits, {sum(hit['repeated'] for hit in hits)} of them repeated"
    yield "relations: " + ", ".join(f"{count} {kind}" for kind, count in sorted(relations.items()))
    yield "families: " + ", ".join(f"{family} {count}" for family, count in families.most_common())
    yield "families never used: " + (", ".join(sorted(FAMILIES - set(families))) or "none")


def main():
    articles = [read_article(path) for path in sorted(SOURCE.glob("*.art"))]
    stop_on_mistakes()  # what follows relies on marks that are closed and lines that are known
    check_relations(articles)
    check_forgotten(articles)
    stop_on_mistakes()
    write_demo(articles)
    write_truth(articles)
    print("\n".join(summary(articles)))


if __name__ == "__main__":
    main()
