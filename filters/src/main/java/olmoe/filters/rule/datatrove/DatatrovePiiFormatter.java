package olmoe.filters.rule.datatrove;

import java.util.List;
import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.tokenizer.text.TextView;

/// Replaces e-mail and public IPv4 addresses as datatrove's PIIFormatter does, version 0.10.1, each kind by
/// its replacements in turn. In every document the turn begins anew; datatrove's goes on from document to
/// document, so that what it writes depends on the order of its input.
public record DatatrovePiiFormatter() implements Edit {
    private static final List<String> EMAILS = List.of("email@example.com", "firstname.lastname@example.org");
    private static final List<String> ADDRESSES = List.of(
            "22.214.171.124", "126.96.36.199", "188.8.131.52", "184.108.40.206", "220.127.116.11", "18.104.22.168");

    @Override
    public String name() {
        return "pii-formatter/datatrove";
    }

    @Override
    public Edited edit(Document document, TextView text) {
        Replaced emails = withoutEmails(text);
        Replaced addresses = withoutAddresses(text.after(emails.text()));
        return Edited.kept(addresses.text(), Map.of("emails", emails.count(), "ips", addresses.count()));
    }

    private record Replaced(String text, long count) {}

    private static Replaced withoutEmails(TextView text) {
        if (text.text().indexOf('@') < 0) {
            return new Replaced(text.text(), 0);
        }
        int[] points = text.codePoints();
        EmailPattern pattern = new EmailPattern(points);
        StringBuilder out = new StringBuilder(points.length);
        long count = 0;
        int from = 0;
        while (pattern.find()) {
            append(out, points, from, pattern.start());
            out.append(EMAILS.get((int) (count++ % EMAILS.size())));
            from = pattern.end();
        }
        append(out, points, from, points.length);
        return new Replaced(out.toString(), count);
    }

    private static Replaced withoutAddresses(TextView text) {
        int[] points = text.codePoints();
        Ipv4Pattern pattern = new Ipv4Pattern(points);
        StringBuilder out = new StringBuilder(points.length);
        long count = 0;
        int from = 0;
        while (pattern.find()) {
            if (pattern.isGlobal()) {
                append(out, points, from, pattern.start());
                out.append(ADDRESSES.get((int) (count++ % ADDRESSES.size())));
                from = pattern.end();
            }
        }
        append(out, points, from, points.length);
        return new Replaced(out.toString(), count);
    }

    private static void append(StringBuilder out, int[] points, int from, int to) {
        for (int at = from; at < to; at++) {
            out.appendCodePoint(points[at]);
        }
    }
}
