"""What a new assignment begins with: for each kind of answer a short question that works.

Each starter is a declaration for `questions.py` and the cells for the notebook. The values are
invented. ``TODO`` marks what the author puts in place of them; ``@ID@`` is the question's id.
"""
