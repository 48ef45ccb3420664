"""A page that was renamed is still found under its first name."""

from tests.server.build import running


def test_a_bookmark_of_scenarios_leads_to_plans_with_all_that_it_asks_for(tmp_path):
    with running(tmp_path) as asking:
        answer = asking.get("/scenarios?w=abc", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (308, "plans?w=abc")
        assert asking.get("/scenarios", follow_redirects=False).headers["location"] == "plans"


def test_nothing_else_is_led_anywhere(tmp_path):
    with running(tmp_path) as asking:
        for path in ("/scenarios/x", "/scenarios2", "/plans"):
            assert asking.get(path, follow_redirects=False).status_code != 308
