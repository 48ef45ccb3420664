from whalecurve.intake.problems import Problem
from whalecurve.reports.problems_csv import problems_csv


def test_no_problem_is_a_header():
    assert problems_csv([]) == "file,line,column,found,expected\n"


def test_what_was_found_is_safe_and_a_fault_without_a_line_has_none():
    problems = [Problem("=a.csv", 3, "+b", "@c", "-d", "", 2), Problem("", 0, "", "two, or three", "one", "")]
    assert problems_csv(problems).splitlines()[1:] == ["'=a.csv,3,'+b,'@c,'-d", ',,,"two, or three",one']


def test_what_the_list_is_of_stands_on_each_row():
    about = {"currency": "EUR", "period_from": "2026-01", "plan": "=mine"}
    said = problems_csv([Problem("a.csv", 3, "b", "c", "d", ""), Problem("a.csv", 4, "b", "c", "d", "")], about)
    assert said.splitlines() == [
        "file,line,column,found,expected,currency,period_from,plan",
        "a.csv,3,b,c,d,EUR,2026-01,'=mine",
        "a.csv,4,b,c,d,EUR,2026-01,'=mine",
    ]
    assert problems_csv([], about) == "file,line,column,found,expected,currency,period_from,plan\n"
