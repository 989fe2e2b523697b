package olmoe.filters.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import olmoe.filters.Catalogue;
import olmoe.filters.Document;
import olmoe.filters.RuleSettings;
import olmoe.filters.Settings;
import olmoe.filters.Steps;
import olmoe.filters.Verdict;
import olmoe.tokenizer.text.TextView;

/// What each rule does with a small text of its own. The examples of a system stand beside its tests.
public final class Examples {
    /// Sixty-odd words of plain English without a repeated line.
    public static final String PROSE = "A reader opens the archive in the morning and finds a page about bridges.\n"
            + "It tells how masons of old towns laid stone upon stone, with rope and patience.\n"
            + "Rivers rose in spring; some arches fell, others have stood for centuries.\n\n"
            + "Nobody knows every name of those builders, yet their work remains to be seen.\n"
            + "Travellers cross it daily, rarely asking who carried each block up that hill.";

    private final Map<String, Runnable> checks = new LinkedHashMap<>();
    private final Set<String> judged = new LinkedHashSet<>();

    /// A text that a rule keeps, one that it drops, and why. For a rule on tokens an id is a character.
    public void judge(String rule, String kept, String dropped, String reason) {
        judge(rule, RuleSettings.ofModel(rule), Rules.document(kept), Rules.document(dropped), reason);
    }

    public void judge(String rule, Map<String, ?> settings, Document kept, Document dropped, String reason) {
        judged.add(rule);
        add(rule, () -> {
            assertEquals("keep", reason(rule, settings, kept), rule);
            assertEquals(reason, reason(rule, settings, dropped), rule);
        });
    }

    /// A text and what an edit makes of it; its result is left as it is by a second run.
    public void edit(String rule, String before, String after) {
        add(rule, () -> {
            assertEquals(after, edited(rule, before), rule);
            assertEquals(after, edited(rule, after), rule);
        });
    }

    /// What is measured on a document whose text is also its URL.
    public void annotate(String rule, String text, String name, Object value) {
        annotate(rule, RuleSettings.ofModel(rule), text, name, value);
    }

    public void annotate(String rule, Map<String, ?> settings, String text, String name, Object value) {
        Document document = Rules.document(text, text);
        add(rule, () -> {
            Verdict verdict = Steps.apply(Rules.rule(rule, settings), document, TextView.of(text))
                    .verdict();
            assertEquals(value, verdict.values().get(name), rule);
        });
    }

    /// Those with a text that they keep and one that they drop.
    Set<String> judged() {
        return judged;
    }

    Set<String> rules() {
        return checks.keySet();
    }

    void check(String rule) {
        checks.get(rule).run();
    }

    private void add(String rule, Runnable check) {
        if (checks.put(rule, check) != null) {
            throw new IllegalStateException("two examples of " + rule);
        }
    }

    private static String edited(String rule, String text) {
        Steps.Applied applied = Rules.apply(Rules.rule(rule), text);
        assertEquals(Verdict.Keep.class, applied.verdict().getClass(), rule);
        return applied.document().text();
    }

    static String reason(String rule, Map<String, ?> settings, Document document) {
        Catalogue.Entry entry = Catalogue.entry(rule, "");
        Verdict verdict = entry.onTokens()
                ? entry.tokenJudge(Settings.of(settings))
                        .judge(document.text().codePoints().toArray())
                : Steps.apply(entry.step(Settings.of(settings)), document, TextView.of(document.text()))
                        .verdict();
        return verdict instanceof Verdict.Drop drop ? drop.reason() : "keep";
    }
}
