"""Each rule finds what it is there to find, and leaves good code alone."""

import pytest

from tests.house import rules

BAD = [
    (rules.unsafe_html, "st.markdown(name, unsafe_allow_html=True)"),
    (rules.unsafe_html, 'st.markdown(name, **{"unsafe_allow_html": True})'),
    (rules.own_addresses, 'st.Page("pages/costs.py", url_path="prices")'),
    (rules.own_csv, "frame.to_csv(path)"),
    (rules.own_csv, "import csv\ncsv.writer(file).writerow(row)"),
    (rules.unsafe_loading, "import pickle"),
    (rules.unsafe_loading, "from joblib import load"),
    (rules.unsafe_loading, "def read():\n    import dill"),
    (rules.unsafe_loading, "pd.read_pickle(path)"),
    (rules.unsafe_loading, "np.load(path, allow_pickle=True)"),
    (rules.page_faults, "x = 1\n" * 71),
    (rules.page_faults, "def helper():\n    return 1"),
    (rules.page_faults, "class Row:\n    pass"),
    (rules.page_faults, "try:\n    show()\nexcept ValueError:\n    pass"),
    (rules.page_faults, 'st.write(f"{profit:,}")'),
    (rules.page_faults, 'st.write("{:,.2f}".format(profit))'),
    (rules.page_faults, "import pandas as pd"),
    (rules.page_faults, "from pandas import DataFrame"),
    (rules.page_name_faults, "1_data.py"),
    (rules.page_name_faults, "\N{WHALE}_data.py"),
    (rules.page_name_faults, "Data.py"),
    (rules.page_name_faults, "my data.py"),
    (rules.caches, "@st.cache_data\ndef load(): ..."),
    (rules.caches, "@st.cache_resource(ttl=5)\ndef connect(): ..."),
    (rules.caches, "from streamlit import cache_data"),
    (rules.clocks, "today = date.today()"),
    (rules.clocks, "datetime.datetime.now(UTC)"),
    (rules.long_functions, "def f():\n" + "    x = 1\n" * 41),
    (rules.hidden_patterns, "def f(text):\n    return re.sub('a+', '', text)"),
    (rules.hidden_patterns, "def f(name):\n    return re.compile(name)"),
    (rules.bent_by_hand, """f"{lines} line{'' if lines == 1 else 's'}\""""),
    (rules.bent_by_hand, "verb = 'is' if len(rows) == 1 else 'are'"),
    (rules.bent_by_hand, "word = f'{a} gain' if gain > 1 else 'one gains'"),
    (rules.skipped_examples, ">>> show()  # doctest: +" + "SKIP"),
    (rules.local_places, "see /" + "work/notes"),
    (rules.local_places, 'open("/' + 'home/ann/x.csv")'),
    (rules.local_places, "cd /" + "root/"),
    (rules.local_places, "https://" + "pypi" + ".org/simple"),
    (rules.local_places, "pip install --index" + "-url x y"),
]

GOOD = [
    (rules.unsafe_html, "st.markdown(escaped(name))"),
    (rules.own_addresses, 'st.Page(ROOT / "pages" / "costs.py", title="Costs")'),
    (rules.own_csv, "csv.reader(file)\nwrite_csv(headers, columns)\nself.writer.close()"),
    (rules.unsafe_loading, "import json\njson.loads(text)\nfrom . import pickles"),
    (rules.page_faults, 'from whalecurve.ui import ranking\n\nst.write(f"{headline}")\nif empty:\n    st.stop()'),
    (rules.page_name_faults, "what_if.py"),
    (rules.caches, "from whalecurve.ui.cache import facts"),
    (rules.clocks, "month_of(date)"),
    (rules.long_functions, 'def f():\n    """One.\n' + "\n" * 60 + '    """\n    return 1'),
    (rules.bent_by_hand, "page = pagination(pages) if pages > 1 else 1"),
    (rules.bent_by_hand, "word = 'more' if change > 0 else 'less'"),
    (rules.hidden_patterns, "_WORD = re.compile('a+')\n\ndef f(text):\n    return _WORD.match(text)"),
    (rules.local_places, "a/work/b and ~/home/x and docs/development.md, /_stcore/health, ${here}/home/"),
]


@pytest.mark.parametrize(("rule", "source"), BAD)
def test_a_rule_finds_what_is_bad(rule, source):
    assert rule(source)


@pytest.mark.parametrize(("rule", "source"), GOOD)
def test_a_rule_leaves_good_code_alone(rule, source):
    assert rule(source) == []


@pytest.mark.parametrize(
    "source",
    [
        "import streamlit",
        "import streamlit as st",
        "from streamlit.testing.v1 import AppTest",
        "if x:\n    import streamlit",
    ],
)
def test_an_import_is_found_in_every_form(source):
    assert rules.forbidden_imports(source, {"streamlit"})


def test_a_package_of_ours_may_share_a_word():
    assert rules.forbidden_imports("from whalecurve.streamlit_like import x", {"streamlit"}) == []


@pytest.mark.parametrize(
    "source",
    [
        'frame["net_revenue"]',
        'frame[["lines", "net_revenue"]]',
        'frame.loc[rows, "net_revenue"]',
        'frame["net_revenue"] = 0',
    ],
)
def test_a_column_spelled_on_the_spot_is_found(source):
    assert rules.spelled_columns(source, {"net_revenue"}) == ['line 1: ["net_revenue"], use columns.NET_REVENUE']


def test_a_key_that_is_no_subscript_is_left_alone():
    assert rules.spelled_columns('{"net_revenue": frame[columns.NET_REVENUE]}', {"net_revenue"}) == []
