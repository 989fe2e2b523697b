package olmoe.pipelines.collect;

/// What an input is collected as.
public enum Kind {
    /// HTML pages, to WARC/1.1 with a response record a page.
    PAGES,
    /// Program text, to JSON lines with a document a file.
    CODE,
    /// Text files with a document a line, plain or gzip, to JSON lines. A line of three fields with tabs
    /// between is title, date and text, as Lucene's LineDocSource reads it.
    LINES
}
