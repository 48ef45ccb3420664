"""A folder of exports read again from the command line: the same figures as on the page, or the last good ones."""

import json
import threading

import pytest

from tests.ui.build import CUSTOMERS, ORDERS, open_app, upload, use
from whalecurve.cli import main
from whalecurve.domain.errors import NotSavedError
from whalecurve.domain.state.draft_text import draft_from_text
from whalecurve.domain.state.kept import LOCAL, Principal
from whalecurve.service.service import Service
from whalecurve.service.stores import open_office

ME = Principal(LOCAL, "me")
MARCH = "5,2026-03-02,007,40.00,10.00,1\n6,2026-03-30,12,20.00,5.00,1\n"


class Company:
    """A workspace as the page left it, and the folder that its exports land in."""

    def __init__(self, folder, capsys):
        self.folder, self._capsys = folder, capsys
        folder.mkdir()
        self.put("orders.csv", ORDERS)
        self.put("customers.csv", CUSTOMERS)
        use(upload(open_app(), {"orders.csv": ORDERS, "customers.csv": CUSTOMERS}))
        self.service = open_office().service
        (entry,) = self.service.list_workspaces(ME)
        self.id, self.name = entry.id, entry.name
        capsys.readouterr()

    def put(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")

    def run(self, *words):
        status = main(["refresh", *map(str, words)])
        said = self._capsys.readouterr()
        return status, said.out, said.err

    def first(self):
        return self.run(self.name, "--folder", self.folder)

    @property
    def head(self):
        return self.service.look(ME, self.id).head

    @property
    def state(self):
        return self.service.load_revision(ME, self.id, self.head)


@pytest.fixture
def company(tmp_path, capsys):
    return Company(tmp_path / "exports", capsys)


def test_the_same_files_become_the_very_dataset_that_the_page_made(company):
    draft = draft_from_text(company.service.load_draft(ME, company.id).body)[0]
    status, out, err = company.first()
    assert (status, err) == (0, "")
    assert out == "My company: revision 1, 2026-01 to 2026-02, profit of the company 63.50.\n"
    assert company.state.dataset == draft.dataset
    assert {name for name, _ in company.state.uploads} == {"orders.csv", "customers.csv"}


def test_a_new_month_is_a_revision_and_the_same_again_is_none(company):
    company.first()
    company.put("orders.csv", ORDERS + MARCH)
    status, out, err = company.run(company.name)
    assert (status, err) == (0, "")
    # 63.50 and 40 - 10 + 20 - 5
    assert out.startswith("My company: revision 2, 2026-01 to 2026-03, profit of the company 108.50; 2026-03 45.00")
    assert company.run("--all") == (0, "My company: nothing new since revision 2.\n", "")
    snapshots = [json.loads(text) for text in company.service.kept(ME, company.id, "kpi").values()]
    assert sorted(len(each["months"]) for each in snapshots) == [2, 3]


def test_a_past_month_that_is_another_one_now_is_said(company):
    company.put("orders.csv", ORDERS + MARCH)
    company.first()
    company.put("orders.csv", ORDERS + MARCH.replace("20.00", "25.00"))
    status, out, _ = company.run(company.id)
    assert status == 0
    assert out.endswith("1 month of the past restated: 2026-03 by +5.00.\n")


BROKEN = {
    "a column is gone": ("orders.csv", ORDERS.replace("Amount", "Colour").replace(".00", "x").replace(".50", "x")),
    "a date has two readings": ("orders.csv", ORDERS.replace("2026-01-05", "01/02/2026")),
    "another currency": ("orders.csv", ORDERS.replace("100.00", "€100.00").replace("80.00", "£80.00")),
    "a file that is none": ("orders.csv", "\x00\x01\x02"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_only_a_person_can_settle_leaves_the_last_good_figures(company, what):
    company.first()
    before = company.state
    company.put(*BROKEN[what])
    status, out, err = company.run(company.name)
    assert (status, out) == (1, "")
    assert err.startswith("whalecurve: My company stays as it was: ")
    assert company.state == before
    assert company.head == 1


def test_a_folder_that_went_away_is_named(company):
    company.first()
    for path in company.folder.iterdir():
        path.unlink()
    company.folder.rmdir()
    status, _, err = company.run("--all")
    assert status == 1
    assert str(company.folder) in err
    assert company.head == 1


def test_a_refresh_that_is_cut_off_saves_nothing_and_the_next_one_all(company, monkeypatch):
    company.first()
    company.put("orders.csv", ORDERS + MARCH)

    def cut_off(*_, **__):
        raise NotSavedError("The store is gone")

    with monkeypatch.context() as broken:
        broken.setattr(Service, "save_revision", cut_off)
        assert company.run(company.name)[0] == 1
    assert company.head == 1
    assert company.run(company.name)[0] == 0
    assert company.head == 2
    assert len(company.service.kept(ME, company.id, "kpi")) == 2


def test_what_a_refresh_that_was_cut_off_found_is_said_by_the_next_one(company, monkeypatch):
    company.put("orders.csv", ORDERS + MARCH)
    company.first()
    company.put("orders.csv", ORDERS + MARCH.replace("20.00", "25.00"))

    def cut_off(*_, **__):
        raise NotSavedError("The store is gone")

    with monkeypatch.context() as broken:
        broken.setattr(Service, "save_revision", cut_off)
        assert company.run(company.name)[0] == 1
    assert company.run(company.name)[1].endswith("1 month of the past restated: 2026-03 by +5.00.\n")


def test_two_at_once_save_once(company, monkeypatch):
    company.first()
    company.put("orders.csv", ORDERS + MARCH)
    gate, save = threading.Barrier(2, timeout=60), Service.save_revision

    def together(self, *words):
        gate.wait()
        return save(self, *words)

    monkeypatch.setattr(Service, "save_revision", together)
    statuses = []
    both = [threading.Thread(target=lambda: statuses.append(main(["refresh", company.name]))) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert statuses == [0, 0]
    assert company.head == 2
    assert len(company.service.kept(ME, company.id, "kpi")) == 2


@pytest.mark.parametrize("words", [(), ("Nobody's",), ("My company",), ("My company", "--all")])
def test_what_cannot_be_meant_is_bad_usage(company, words):
    assert company.run(*words)[0] == 2
