"""The keys of the answer that hold words; everything else is the same in every language."""

WORDS = {
    "text",
    "title",
    "label",
    "ask",
    "missed",
    "shows",
    "choice",
    "name",
    "start_event",
    "provisional_reason",
    "rule_title",
}
