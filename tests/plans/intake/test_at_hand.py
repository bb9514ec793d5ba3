"""What is kept at hand is kept for all threads at once."""

from concurrent.futures import ThreadPoolExecutor

from plans.intake.at_hand import AtHand


def test_the_last_few_are_kept():
    made, held = [], AtHand(2)

    def ask(key):
        return held.get(key, lambda: made.append(key) or key)

    assert [ask(key) for key in "abab"] == [*"abab"] and made == ["a", "b"]
    ask("c"), ask("b"), ask("a")  # b was asked for last before c came, so a went
    assert made == ["a", "b", "c", "a"]


def test_many_threads_get_what_they_asked_for_and_nothing_breaks():
    """Things leave while others ask for them: with two at hand and five asked for, at every turn."""
    held = AtHand(2)

    def ask(number):
        return all(held.get(key, lambda key=key: key * 2) == key * 2 for key in (number % 5, number % 3))

    with ThreadPoolExecutor(16) as threads:
        assert all(threads.map(ask, range(20_000)))
    assert held.get(1, lambda: 2) == 2
