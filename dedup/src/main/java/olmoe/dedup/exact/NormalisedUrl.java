package olmoe.dedup.exact;

import java.util.List;

/// A URL as DCLM's reproduction of C4 compares it (mlfoundations/dclm at 361714b, normalize_url):
/// without `http://` or `https://`, a leading `www.`, what begins with `?utm_`, `?ref` or `?feed`, and
/// slashes at the end.
public final class NormalisedUrl {
    private static final List<String> SCHEMES = List.of("http://", "https://");
    private static final List<String> CUTS = List.of("?utm_", "?ref", "?feed");

    private NormalisedUrl() {}

    public static String of(String url) {
        String rest = url;
        for (String scheme : SCHEMES) {
            if (url.startsWith(scheme)) {
                rest = url.substring(scheme.length());
            }
        }
        if (rest.startsWith("www.")) {
            rest = rest.substring("www.".length());
        }
        int end = rest.length();
        for (String cut : CUTS) {
            int at = rest.indexOf(cut);
            end = at >= 0 && at < end ? at : end;
        }
        while (end > 0 && rest.charAt(end - 1) == '/') {
            end--;
        }
        return rest.substring(0, end);
    }
}
