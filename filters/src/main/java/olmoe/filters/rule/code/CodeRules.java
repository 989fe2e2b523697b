package olmoe.filters.rule.code;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import olmoe.filters.Catalogue.Entry;
import olmoe.filters.Catalogue.Kind;
import olmoe.filters.Resource;
import olmoe.filters.Settings;

/// Rules for files of code: StarCoder's, RedPajama's and dolma's by their names, and our own.
public final class CodeRules {
    private static final String STARCODER = "bigcode-project/bigcode-dataset at bebec92, preprocessing/filtering.py, ";
    private static final String REDPAJAMA = "togethercomputer/RedPajama-Data, branch rp_v1, data_prep/github/";
    private static final String DOLMA = "allenai/dolma at 669f534, taggers/code/code_taggers.py";
    private static final String NEMO = "NVIDIA-NeMo/Curator at 1e2e427, ";
    private static final String OWN = "our own";

    private CodeRules() {}

    public static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(List.of(
                Entry.of(
                        new StarcoderLines(1000, 100, 0.25), STARCODER + "basic", "long lines, few letters and digits"),
                new Entry(
                        "extension-limits/starcoder",
                        Kind.JUDGE,
                        STARCODER + "basic_per_extension",
                        "what a table of languages and endings does not know, leaves out or limits",
                        Map.of("limits", "a CSV file such as bigcode's visual_inspection.csv"),
                        CodeRules::extensionLimits),
                Entry.of(new StarcoderStars(5), STARCODER + "stars", "a repository with too few stars"),
                Entry.of(
                        new StarcoderComments(0.01, 0.8, List.of("python", "java", "javascript")),
                        STARCODER + "comments",
                        "hardly any comments, or little else"),
                Entry.of(new StarcoderXml(), STARCODER + "xml", "XML by its first characters"),
                Entry.of(new StarcoderHtml(0.2, 100), STARCODER + "html", "HTML that shows little text"),
                Entry.of(new StarcoderSize(100, 5000), STARCODER + "large_and_small_files", "small and large files"),
                Entry.of(
                        new RedpajamaGithub(RedpajamaGithub.ENDINGS, 1000, 100, 0.25),
                        REDPAJAMA + "github_run_filter.py",
                        "other endings than those listed, long lines, few letters and digits"),
                Entry.of(
                        new RedpajamaCopyright(),
                        REDPAJAMA + "github_clean_dedup_local.py",
                        "cuts out copyright notices and the comments at the start")));
        Map<String, Object> perLanguage = new LinkedHashMap<>();
        perLanguage.put("tokenizer", Fertility.SETTING);
        perLanguage.put("min-python", 2.5);
        perLanguage.put("min-java", 2.9);
        perLanguage.put("min-javascript", 2.6);
        entries.add(new Entry(
                "fertility/starcoder",
                Kind.JUDGE,
                STARCODER + "fertility",
                "too few characters for the tokens",
                perLanguage,
                Fertility::starcoder));
        Map<String, Object> letters = new LinkedHashMap<>();
        letters.put("tokenizer", Fertility.SETTING);
        letters.put("min-letters-per-token", 1.5);
        entries.add(new Entry(
                "fertility/redpajama",
                Kind.JUDGE,
                REDPAJAMA + "github_run_filter.py",
                "too few letters for the tokens",
                letters,
                Fertility::redpajama));
        entries.add(Entry.of(
                new DolmaCodeWords(100, 20_000),
                "allenai/dolma, branch soldni/classify-search-sources, configs/dolma-v2_0/mix-starcoder.yaml",
                "too few or too many words"));
        entries.add(Entry.of(
                new NemoPythonComments(0.01, 0.85),
                NEMO + "PythonCommentToCodeFilter",
                "Python with hardly any comments, or with little else"));
        entries.add(Entry.of(
                new NemoLinesOfCode(10, 20_000), NEMO + "NumberOfLinesOfCodeFilter", "too few or too many lines"));
        entries.add(Entry.of(new NemoAlpha(0.25), NEMO + "AlphaFilter", "too few letters"));
        entries.add(Entry.of(new NemoXmlHeader(100), NEMO + "XMLHeaderFilter", "XML by its first characters"));
        entries.add(Entry.of(
                new NemoHtmlBoilerplate(0.2, 100), NEMO + "HTMLBoilerplateFilter", "HTML that shows little text"));
        entries.add(Entry.of(new Secrets(0), OWN, "keys, tokens and passwords"));
        entries.add(Entry.of(new MaskSecrets(), OWN, "masks keys, tokens and passwords"));
        entries.add(Entry.of(new LicenseColumns(), OWN, "the licence and the copyright that a file's head names"));
        entries.add(Entry.of(
                new LicenseAllowed(
                        List.of(
                                "MIT",
                                "Apache-2.0",
                                "BSD-2-Clause",
                                "BSD-3-Clause",
                                "ISC",
                                "0BSD",
                                "Unlicense",
                                "CC0-1.0",
                                "Zlib",
                                "BSL-1.0",
                                "WTFPL"),
                        "keep"),
                OWN,
                "a licence that is not allowed"));
        entries.add(Entry.of(new CopyrightHeader(0), OWN, "a head that claims a copyright"));
        for (DolmaCodeTaggers tagger : DolmaCodeTaggers.values()) {
            entries.add(new Entry(
                    tagger.step().name(),
                    Kind.ANNOTATE,
                    DOLMA,
                    tagger.step().provides().stream()
                            .map(attribute -> attribute.name())
                            .toList()
                            .toString(),
                    Map.of(),
                    settings -> tagger.step()));
        }
        return entries;
    }

    private static StarcoderExtensionLimits extensionLimits(Settings settings) {
        Resource table = settings.resource("limits")
                .orElseThrow(() -> settings.refused("limits: expected a CSV file, found none"));
        return new StarcoderExtensionLimits(table.shared(ExtensionLimits.class, ExtensionLimits::read));
    }
}
