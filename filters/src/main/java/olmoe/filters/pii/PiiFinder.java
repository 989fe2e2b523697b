package olmoe.filters.pii;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// Finds what is personal in a text. Every kind takes one pass over the text with bounded looks around, so
/// the time grows with the length of the text whatever is in it.
///
/// @param types what to look for
/// @param publicIpsOnly leaves out IP addresses that are not reachable from outside
public record PiiFinder(Set<PiiType> types, boolean publicIpsOnly) {

    public PiiFinder {
        if (types.isEmpty()) {
            throw new IllegalArgumentException("types must name something to find");
        }
        types = Set.copyOf(types);
    }

    /// Spans that do not overlap, in the order of the text.
    public List<PiiSpan> find(String text) {
        TreeMap<Integer, PiiSpan> taken = new TreeMap<>();
        for (PiiType type : EnumSet.allOf(PiiType.class)) {
            if (types.contains(type)) {
                for (PiiSpan span : find(type, text)) {
                    if (isFree(taken, span)) {
                        taken.put(span.start(), span);
                    }
                }
            }
        }
        return new ArrayList<>(taken.values());
    }

    private List<PiiSpan> find(PiiType type, String text) {
        return switch (type) {
            case URL_CREDENTIALS -> Credentials.in(text);
            case EMAIL_ADDRESS -> Emails.in(text);
            case IP_ADDRESS -> IpAddresses.in(text, publicIpsOnly);
            case IBAN_CODE -> Accounts.ibans(text);
            case CREDIT_CARD -> Accounts.cards(text);
            case PHONE_NUMBER -> PhoneNumbers.in(text);
        };
    }

    private static boolean isFree(TreeMap<Integer, PiiSpan> taken, PiiSpan span) {
        var before = taken.lowerEntry(span.end());
        return before == null || before.getValue().end() <= span.start();
    }
}
