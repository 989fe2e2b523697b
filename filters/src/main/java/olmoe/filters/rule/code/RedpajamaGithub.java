package olmoe.filters.rule.code;

import java.util.List;
import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.tokenizer.text.TextView;

/// Drops files as RedPajama v1 does from GitHub: empty, `path` of the metadata without an ending of its list, a long
/// line, long lines on average (their ends counted), few letters and digits (togethercomputer/RedPajama-Data, branch
/// rp_v1, data_prep/github/github_run_filter.py). Limits are kept.
///
/// RedPajama measures what [RedpajamaCopyright] leaves, and also drops files with fewer than 1.5 letters a token of
/// pythia-6.9b's tokenizer, which is not here.
///
/// @param endings of paths, in this case
public record RedpajamaGithub(List<String> endings, int maxLineLength, int maxMeanLineLength, double minAlphanumeric)
        implements Judge {
    static final List<String> ENDINGS = List.of(
            ".asm",
            ".bat",
            ".cmd",
            ".c",
            ".h",
            ".cs",
            ".cpp",
            ".hpp",
            ".c++",
            ".h++",
            ".cc",
            ".hh",
            ".C",
            ".H",
            ".cmake",
            ".css",
            ".dockerfile",
            ".f90",
            ".f",
            ".f03",
            ".f08",
            ".f77",
            ".f95",
            ".for",
            ".fpp",
            ".go",
            ".hs",
            ".html",
            ".java",
            ".js",
            ".jl",
            ".lua",
            ".md",
            ".markdown",
            ".php",
            ".php3",
            ".php4",
            ".php5",
            ".phps",
            ".phpt",
            ".pl",
            ".pm",
            ".pod",
            ".perl",
            ".ps1",
            ".psd1",
            ".psm1",
            ".py",
            ".rb",
            ".rs",
            ".sql",
            ".scala",
            ".sh",
            ".bash",
            ".command",
            ".zsh",
            ".ts",
            ".tsx",
            ".tex",
            ".vb",
            "Dockerfile",
            "Makefile",
            ".xml",
            ".rst",
            ".m",
            ".smali");

    public RedpajamaGithub {
        endings = List.copyOf(endings);
        Limits.atLeast("max-line-length", 1, maxLineLength);
        Limits.atLeast("max-mean-line-length", 1, maxMeanLineLength);
        Limits.fraction("min-alphanumeric", minAlphanumeric);
    }

    @Override
    public String name() {
        return "github/redpajama";
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        LineMeasures lines = LineMeasures.of(text);
        Measurements measurements = new Measurements();
        measurements.count("max-line-length", lines.longest());
        measurements.number("mean-line-length", lines.meanWithEnds());
        measurements.number("alphanumeric", lines.alphanumeric());
        measurements.dropBelow("empty", text.length(), 1);
        String path = CodeFile.of(document).path();
        measurements.dropBelow("unknown-ending", endings.stream().anyMatch(path::endsWith) ? 1 : 0, 1);
        measurements.dropAbove("long-line", lines.longest(), maxLineLength);
        measurements.dropAbove("long-lines", lines.meanWithEnds(), maxMeanLineLength);
        measurements.dropBelow("non-alphanumeric", lines.alphanumeric(), minAlphanumeric);
        return measurements.verdict();
    }
}
