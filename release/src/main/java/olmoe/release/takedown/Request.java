package olmoe.release.takedown;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import olmoe.release.measure.ShardMeasures;

/// What is to leave a release, and why.
///
/// @param urls addresses of pages; a fragment and a trailing slash do not matter
/// @param domains hosts; their subdomains are meant too
/// @param ids ids as the inputs gave them, or document keys
/// @param texts passages; each document that holds one leaves
/// @param reason a code of letters, digits and -, which the ledger states
/// @param date of the request
public record Request(
        Set<String> urls, Set<String> domains, Set<String> ids, Set<String> texts, String reason, String date) {

    public Request {
        urls = Set.copyOf(urls.stream().map(Request::normalized).toList());
        domains = Set.copyOf(
                domains.stream().map(domain -> domain.toLowerCase(Locale.ROOT)).toList());
        ids = Set.copyOf(ids);
        texts = Set.copyOf(texts);
        if (!reason.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException("reason: expected a code such as personal-data, found " + reason);
        }
        for (String text : texts) {
            if (text.length() < 20) {
                throw new IllegalArgumentException("text: expected at least 20 characters, found " + text.length());
            }
        }
    }

    /// Whether nothing is named.
    public boolean isEmpty() {
        return urls.isEmpty() && domains.isEmpty() && ids.isEmpty() && texts.isEmpty();
    }

    /// Whether a document or a row about one is meant. Each value may be null.
    boolean fits(String key, String id, String url, String text) {
        return key != null && ids.contains(key)
                || id != null && (ids.contains(id) || urls.contains(normalized(id)))
                || url != null && (urls.contains(normalized(url)) || fitsDomain(ShardMeasures.domain(url)))
                || text != null && texts.stream().anyMatch(text::contains);
    }

    private boolean fitsDomain(String host) {
        return host != null && domains.stream().anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
    }

    /// An address without its fragment and its last slash.
    public static String normalized(String url) {
        String bare = url.replaceFirst("#.*$", "");
        return bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
    }

    /// What a tombstone remembers of it, before it is hashed.
    List<String> marks() {
        return java.util.stream.Stream.of(
                        urls.stream().map(url -> "url:" + url),
                        domains.stream().map(domain -> "domain:" + domain),
                        ids.stream().map(id -> "id:" + id))
                .flatMap(marks -> marks)
                .sorted()
                .toList();
    }
}
