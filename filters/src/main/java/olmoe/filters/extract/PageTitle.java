package olmoe.filters.extract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Chooses the title of a page from its first headings and what its head says, which often names the site as well.
final class PageTitle {
    private static final String[] SEPARATORS = {" | ", " - ", " \u00b7 ", " \u00bb ", " \u2022 ", ": "};

    private PageTitle() {}

    /// @param headings the page's `h1` elements
    /// @param said of Open Graph and its like, or an empty text
    /// @param head the `title` element, or an empty text
    /// @param site the name of the site, or an empty text
    static String of(List<String> headings, String said, String head, String site) {
        String all = plain(said) + "\n" + plain(head);
        Set<String> seen = new HashSet<>();
        List<String> own = new ArrayList<>();
        List<String> sites = new ArrayList<>(List.of(site));
        for (String heading : headings) {
            String plain = plain(heading);
            if (plain.equals(plain(site)) || isLast(plain, plain(said)) || isLast(plain, plain(head))) {
                sites.add(heading);
            } else if (seen.add(plain)) {
                own.add(heading);
            }
        }
        if (own.size() == 1 && (all.isBlank() || haveCommonWord(own.get(0), all))) {
            return own.get(0);
        }
        String longest = "";
        for (String heading : own) {
            longest = heading.length() > longest.length() && all.contains(plain(heading)) ? heading : longest;
        }
        return longest.isEmpty() ? without(said.isEmpty() ? head : said, sites) : longest;
    }

    private static boolean haveCommonWord(String heading, String all) {
        Set<String> words = Features.words(plain(heading));
        words.retainAll(Features.words(all));
        return !words.isEmpty();
    }

    /// Whether a title of several parts ends with this one, as with the name of its site or book. What comes before is
    /// the title then, and no mere section.
    private static boolean isLast(String part, String title) {
        for (String separator : SEPARATORS) {
            int before = title.length() - separator.length() - part.length();
            if (!separator.equals(": ") && 2 * before >= part.length() && title.endsWith(separator + part)) {
                return true;
            }
        }
        return false;
    }

    private static String without(String title, List<String> sites) {
        String plain = plain(title);
        for (String site : sites) {
            for (String separator : site.isEmpty() ? new String[0] : SEPARATORS) {
                int length = separator.length() + site.length();
                if (plain.endsWith(separator + plain(site))) {
                    return title.substring(0, title.length() - length).trim();
                }
                if (plain.startsWith(plain(site) + separator)) {
                    return title.substring(length).trim();
                }
            }
        }
        return title;
    }

    /// In small letters, with one form of dashes and quotation marks; as long as the text.
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain.append(
                    switch (c) {
                        case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015' -> '-';
                        case '\u2018', '\u2019' -> '\'';
                        case '\u201c', '\u201d' -> '"';
                        default -> c;
                    });
        }
        String small = plain.toString().toLowerCase(Locale.ROOT);
        return small.length() == text.length() ? small : plain.toString();
    }
}
