package olmoe.tokenizer.text;

/// The values of the property Word_Break, by their names in UAX #29.
enum WordBreak {
    OTHER,
    CR,
    LF,
    NEWLINE,
    EXTEND,
    ZWJ,
    REGIONAL_INDICATOR,
    FORMAT,
    KATAKANA,
    HEBREW_LETTER,
    ALETTER,
    SINGLE_QUOTE,
    DOUBLE_QUOTE,
    MIDNUMLET,
    MIDLETTER,
    MIDNUM,
    NUMERIC,
    EXTENDNUMLET,
    WSEGSPACE
}
