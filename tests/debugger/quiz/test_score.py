from __future__ import annotations

from nn_tui.debugger.quiz.judging import judge
from nn_tui.debugger.quiz.score import Score
from nn_tui.engine.ops.op import Phase
from tests.debugger.quiz.quizzes import after_an_epoch, asked


def test_nothing_answered_has_no_score() -> None:
    assert str(Score()) == "nothing answered yet"
    assert (Score().asked, Score().right, Score().streak, Score().by_phase) == (0, 0, 0, {})
    assert Score().usual_slip is None


def test_answers_are_counted_by_phase_and_by_slip() -> None:
    session = after_an_epoch("classic")
    score = Score()
    # The errors of rows 2 and 3 with their slope forgotten, then an error as it is.
    for cell, typed in (
        ("l1_delta[2,1]", "0.0856"),
        ("l2_delta[2,0]", f"{asked(session, 'l2_error[2,0]').value:.4g}"),
        ("l2_error[2,0]", f"{asked(session, 'l2_error[2,0]').value:.4g}"),
    ):
        score = score.after(judge(asked(session, cell), typed))
    assert (score.asked, score.right, score.streak) == (3, 1, 1)
    assert score.by_phase == {Phase.ERROR: (1, 1), Phase.BACKWARD: (0, 2)}
    assert score.usual_slip == ("you forgot the slope", 2)
    assert str(score) == "1 of 3 right (33%); most often: you forgot the slope (2 times)"


def test_a_slip_made_once_is_no_habit() -> None:
    question = asked(after_an_epoch("classic"), "l1_delta[2,1]")
    score = Score().after(judge(question, "0.0200")).after(judge(question, "0.0856"))
    assert str(score) == "1 of 2 right (50%)"
    assert score.streak == 0
