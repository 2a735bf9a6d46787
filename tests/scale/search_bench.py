"""The search measured over tests/search/queries.csv, beside Material's own (lunr), in one run.

For each kind of query: the share found in the first place and in the first three, the mean
reciprocal rank, the median time. Then, in fresh browsers, the time from the first key press to the
first result and what the first query fetches; then both over synthetic collections of growing size.
Both searches run in one real browser over the same pages; lunr is asked as Material asks it.
"""

from __future__ import annotations

import csv
import functools
import gzip
import http.server
import json
import shutil
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml
from playwright.sync_api import Browser, Page, sync_playwright

REPO = Path(__file__).parents[2]
sys.path.insert(0, str(REPO))

from tests.browser.conftest import FLAGS  # noqa: E402
from tests.browser.find_chromium import installed  # noqa: E402
from tests.conftest import run_build, tiny_project  # noqa: E402
from tests.scale.bench import grow  # noqa: E402

QUERIES = REPO / "tests/search/queries.csv"
SIZES = (100, 1_000, 5_000)
# Wanted of all queries: shares in the first three and in the first place; of names in the first.
IN_THREE, FIRST, NAMES_FIRST = 0.98, 0.90, 1.0
MOST_BYTES, MOST_MILLISECONDS = 250_000, 200
COLD = ["Kəlbəcər", "S/RES/853", "July 1993", "when was Agdam captured?", "Ակնա"]
LOOKED_AT = 10
# Material's plugin takes minutes over the long lists of larger collections.
MOST_FOR_LUNR = 1_000

OURS = """async ([script, queries]) => {
  const { find, grouped } = await import(script);
  const answers = [];
  for (const query of queries) {
    const start = performance.now();
    let hits = [], first = null;
    for await (const found of find(query)) {
      hits = found.hits;
      if (first === null && hits.length) first = performance.now() - start;
    }
    const shown = grouped(hits).flatMap((group) => group.hits.map((hit) => hit.url));
    answers.push([shown, performance.now() - start, first]);
  }
  return answers;
}"""
LUNR = """async ([script, index, queries]) => {
  const worker = new Worker(script);
  const heard = (type) => new Promise((done) => {
    worker.onmessage = ({ data }) => data.type === type && done(data.data);
  });
  const { config, docs } = await (await fetch(index)).json();
  const options = { suggest: false };
  const ready = heard(1);
  worker.postMessage({ type: 0, data: { config, docs, options } });
  await ready;
  const answers = [];
  for (const query of queries) {
    const start = performance.now();
    const answer = heard(3);
    worker.postMessage({ type: 2, data: query });
    const { items } = await answer;
    const places = items.map((page) => page.map((one) => one.location));
    answers.push([places, performance.now() - start, null]);
  }
  return answers;
}"""


@dataclass(frozen=True)
class Query:
    """What is typed, the addresses any of which is right, and the kind."""

    text: str
    wanted: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Answer:
    """Rank of the page wanted, from 1, nothing where it was not found; milliseconds until all of
    the answer, and until the first of it."""

    query: Query
    rank: int | None
    all_of_it: float
    first_of_it: float | None


class Counting(http.server.SimpleHTTPRequestHandler):
    """Serves a site under /sub/path/ and adds up what gzip would send."""

    sent: dict[str, int] = {}

    def translate_path(self, path: str) -> str:
        """A file of the site; remembers its size as sent."""
        found = super().translate_path(path.replace("/sub/path/", "/", 1))
        if Path(found).is_file():
            body = Path(found).read_bytes()
            packed = found.endswith(("pagefind", "pf_meta", "pf_index", "pf_fragment", "woff2"))
            self.sent[unquote(urlsplit(path).path)] = (
                len(body) if packed else len(gzip.compress(body))
            )
        return found

    def log_message(self, *_: object) -> None:
        """Nothing."""


def queries(site: Path) -> list[Query]:
    """The test set. ``actor:some-id`` wants what the index of ``site`` has for who is quoted."""
    actors = yaml.safe_load((REPO / "data/actors.yml").read_text(encoding="utf-8"))
    index = json.loads((site / "pagefind/names.json").read_text(encoding="utf-8"))
    leads_to = {row[1]: row[2] for row in index["items"] if row[0] == "actor"}
    addresses = {f"actor:{one['id']}": leads_to.get(one["name"], "") for one in actors}
    with QUERIES.open(encoding="utf-8", newline="") as file:
        return [
            Query(
                row["query"],
                tuple(addresses.get(one, one) for one in row["wanted"].split()),
                row["kind"],
            )
            for row in csv.DictReader(file)
        ]


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Address of a site on this machine."""
    handler = functools.partial(Counting, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/sub/path/"
    server.shutdown()


def built(root: Path, folder: Path, has_lunr: bool = True) -> Path:
    """The site of a project, with Material's index beside ours."""
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    if has_lunr:
        text = text.replace("\nplugins:\n", "\nplugins:\n  - search\n")
    config.write_text(text, encoding="utf-8")
    done = run_build(root, folder)
    if done.returncode:
        sys.exit(done.stderr[-2000:])
    return folder


def this_project(folder: Path) -> Path:
    """A copy of this project that may be changed."""
    left_out = shutil.ignore_patterns(".*", "site", "__pycache__", "node_modules")
    return Path(shutil.copytree(REPO, folder, ignore=left_out))


def ours(page: Page, address: str, asked: list[Query]) -> list[Answer]:
    """Answers of this project's search."""
    texts = [one.text for one in asked]
    found = page.evaluate(OURS, [f"{address}assets/js/search/results.js", texts])
    return [
        _answer(one, [[url] for url in shown], total, first)
        for one, (shown, total, first) in zip(asked, found, strict=True)
    ]


def lunr(page: Page, address: str, site: Path, asked: list[Query]) -> list[Answer]:
    """Answers of Material's search. To find the page is enough there, as its index knows the
    headings of a page and no row of a table."""
    script = next((site / "assets/javascripts/workers").glob("search.*.min.js"))
    worker = f"{address}{script.relative_to(site).as_posix()}"
    texts = [one.text for one in asked]
    found = page.evaluate(LUNR, [worker, f"{address}search/search_index.json", texts])
    pages = [Query(one.text, tuple(map(_page, one.wanted)), one.kind) for one in asked]
    return [
        _answer(one, [[_page(url) for url in place] for place in places], total, None)
        for one, (places, total, _) in zip(pages, found, strict=True)
    ]


def _page(url: str) -> str:
    return url.partition("#")[0]


def _answer(query: Query, places: list[list[str]], total: float, first: float | None) -> Answer:
    ranks = [
        number
        for number, place in enumerate(places[:LOOKED_AT], 1)
        if set(query.wanted) & set(place)
    ]
    return Answer(query, ranks[0] if ranks else None, total, first)


def figures(answers: list[Answer]) -> tuple[int, float, float, float, float]:
    """Number, share first, share in the first three, mean reciprocal rank, median ms."""
    number = len(answers)
    ranks = [one.rank for one in answers]
    return (
        number,
        sum(rank == 1 for rank in ranks) / number,
        sum(rank is not None and rank <= 3 for rank in ranks) / number,
        sum(1 / rank for rank in ranks if rank) / number,
        statistics.median(one.all_of_it for one in answers),
    )


def table(name: str, answers: list[Answer]) -> None:
    """Print figures by kind and of all."""
    print(f"\n{name:<28}{'number':>7}{'first':>8}{'in 3':>8}{'MRR':>7}{'median ms':>11}")
    kinds = dict.fromkeys(one.query.kind for one in answers)
    for kind in kinds:
        _row(kind, figures([one for one in answers if one.query.kind == kind]))
    _row("all", figures(answers))


def _row(kind: str, found: tuple[int, float, float, float, float]) -> None:
    number, first, three, mean, time = found
    print(f"{kind:<28}{number:>7}{first:>8.1%}{three:>8.1%}{mean:>7.3f}{time:>11.1f}", flush=True)


def cold(browser: Browser, address: str, text: str) -> tuple[float, int]:
    """Milliseconds from the last key press to the first result, and bytes fetched by then and
    after it, of the first query in a fresh browser; the page itself not counted."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(500)
    Counting.sent.clear()
    page.focus("[data-search-box]")
    took: float = page.evaluate(
        """async (text) => {
          const box = document.querySelector("[data-search-box]");
          const list = document.querySelector("[data-search-results]");
          const shown = new Promise((done) => new MutationObserver(() => {
            if (list.querySelector("a")) done(performance.now());
          }).observe(list, { childList: true, subtree: true }));
          const start = performance.now();
          box.value = text;
          box.dispatchEvent(new Event("input", { bubbles: true }));
          return (await shown) - start;
        }""",
        text,
    )
    page.wait_for_selector("[data-search-results][aria-busy=false]", state="attached")
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    context.close()
    return took, sum(Counting.sent.values())


def first_queries(browser: Browser, address: str, texts: list[str]) -> tuple[float, int]:
    """Median milliseconds and most bytes of first queries."""
    found = [cold(browser, address, text) for text in texts]
    return statistics.median(took for took, _ in found), max(size for _, size in found)


def quality(browser: Browser, site: Path, verbose: bool) -> bool:
    """Print both tables and the first queries; whether all that is wanted is met."""
    asked = queries(site)
    with served(site) as address:
        page = browser.new_page()
        page.goto(address)
        mine = ours(page, address, asked)
        table("this site's search", mine)
        has_lunr = (site / "search/search_index.json").exists()
        if has_lunr:
            table("Material's search (lunr)", lunr(page, address, site, asked))
        took, size = first_queries(browser, address, COLD)
    print(f"\nfirst result of a first query: {took:.0f} ms; its bytes at most {size:,}")
    if has_lunr:
        index = len(gzip.compress((site / "search/search_index.json").read_bytes()))
        print(f"Material's index alone, which every first query fetches: {index:,} bytes")
    if verbose:
        for one in mine:
            if one.rank != 1:
                print(f"  {one.rank or '-':>3}  {one.query.text}  [{one.query.kind}]")
    _, first, three, *_ = figures(mine)
    _, names, *_ = figures([one for one in mine if one.query.kind.endswith(" name")])
    return (
        first >= FIRST and three >= IN_THREE and names >= NAMES_FIRST
        and size <= MOST_BYTES and took <= MOST_MILLISECONDS
    )  # fmt: skip


def growth(browser: Browser, sizes: tuple[int, ...]) -> bool:
    """Print bytes and time of a first query as the collection grows; whether all are small."""
    print("\npages     first result     bytes of the first query      filters   Material's index")
    small = True
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            root = tiny_project(folder / "project")
            grow(root, size)
            site = built(root, folder / "site", has_lunr=size <= MOST_FOR_LUNR)
            filters = len(gzip.compress((site / "pagefind/facets.json").read_bytes()))
            lunr = site / "search/search_index.json"
            index = f"{len(gzip.compress(lunr.read_bytes())):,}" if lunr.exists() else "-"
            with served(site) as address:
                took, sent = first_queries(browser, address, ["Kəlbəcər", f"Event {size // 2}"])
        print(f"{size:>5,}  {took:>13.0f} ms  {sent:>23,}  {filters:>11,}  {index:>17}", flush=True)
        small = small and sent <= MOST_BYTES
    return small


def main() -> int:
    """Measure; 1 where something wanted is not met. Arguments: ``--site FOLDER`` measures a site
    that is built already; ``--misses`` lists what is not first; ``--no-growth``."""
    arguments = sys.argv[1:]
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser = playwright.chromium.launch(executable_path=installed(), args=FLAGS)
        if "--site" in arguments:
            site = Path(arguments[arguments.index("--site") + 1])
        else:
            site = built(this_project(Path(name, "project")), Path(name, "site"))
        met = quality(browser, site, "--misses" in arguments)
        if "--no-growth" not in arguments:
            met = growth(browser, SIZES) and met
        browser.close()
    print("all that is wanted is met" if met else "something wanted is not met")
    return int(not met)


if __name__ == "__main__":
    sys.exit(main())
