package olmoe.filters.pii;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Bank account numbers (IBAN) and payment cards. Both have check digits: what does not hold them is none.
final class Accounts {
    /// Length by country, from the registry of IBAN formats.
    private static final String IBAN_LENGTHS = """
            AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29
            ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20
            LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25
            QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20""";

    private static final Map<String, Integer> LENGTHS = lengths();

    private Accounts() {}

    static List<PiiSpan> ibans(String text) {
        List<PiiSpan> found = new ArrayList<>();
        Characters characters = new Characters(text);
        for (int i = 0; i + 15 <= text.length(); i++) {
            boolean starts = characters.isLatin(i)
                    && characters.isLatin(i + 1)
                    && characters.isDigit(i + 2)
                    && characters.isDigit(i + 3)
                    && !characters.isWord(i - 1);
            if (starts) {
                int end = iban(text, characters, i);
                if (end > 0) {
                    found.add(new PiiSpan(PiiType.IBAN_CODE, i, end));
                    i = end - 1;
                }
            }
        }
        return found;
    }

    private static int iban(String text, Characters characters, int from) {
        Integer length = LENGTHS.get(upper(text.charAt(from)) + "" + upper(text.charAt(from + 1)));
        if (length == null) {
            return 0;
        }
        StringBuilder digits = new StringBuilder(length);
        int i = from;
        while (digits.length() < length) {
            boolean separated = i > from && (characters.at(i) == ' ' || characters.at(i) == '-');
            i += separated ? 1 : 0;
            if (!characters.isDigit(i) && !characters.isLatin(i)) {
                return 0;
            }
            digits.append(characters.at(i));
            i++;
        }
        return !characters.isWord(i) && holds(digits) ? i : 0;
    }

    /// The number with its first four characters at the end is 1 modulo 97 (ISO 7064).
    private static boolean holds(StringBuilder iban) {
        int remainder = 0;
        for (int i = 0; i < iban.length(); i++) {
            int value = Character.digit(iban.charAt((i + 4) % iban.length()), 36);
            remainder = (value > 9 ? 100 * remainder + value : 10 * remainder + value) % 97;
        }
        return remainder == 1;
    }

    static List<PiiSpan> cards(String text) {
        List<PiiSpan> found = new ArrayList<>();
        Characters characters = new Characters(text);
        int i = 0;
        while (i < text.length()) {
            if (!characters.isDigit(i)) {
                i++;
                continue;
            }
            int from = i;
            StringBuilder digits = new StringBuilder();
            int groups = 1;
            while (characters.isDigit(i)) {
                if (digits.length() < 20) {
                    digits.append(characters.at(i));
                }
                boolean separated =
                        (characters.at(i + 1) == ' ' || characters.at(i + 1) == '-') && characters.isDigit(i + 2);
                groups += separated ? 1 : 0;
                i += separated ? 2 : 1;
            }
            boolean apart = !isJoined(characters, from - 1, from - 2) && !isJoined(characters, i, i + 1);
            if (apart && groups <= 5 && isCard(digits) && isGrouped(text.substring(from, i), groups)) {
                found.add(new PiiSpan(PiiType.CREDIT_CARD, from, i));
            }
        }
        return found;
    }

    private static boolean isJoined(Characters text, int next, int afterNext) {
        char c = text.at(next);
        return text.isWord(next) || c == '_' || (c == '.' || c == ',') && text.isDigit(afterNext);
    }

    /// Groups of 4, the last of 1 to 4; or 4, 6 and 4 or 5, as American Express and Diners write.
    private static boolean isGrouped(String number, int groups) {
        if (groups == 1) {
            return true;
        }
        String[] parts = number.split("[ -]", -1);
        if (groups == 3) {
            return parts[0].length() == 4 && parts[1].length() == 6 && parts[2].length() >= 4 && parts[2].length() <= 5;
        }
        for (int i = 0; i < groups - 1; i++) {
            if (parts[i].length() != 4) {
                return false;
            }
        }
        return parts[groups - 1].length() <= 4;
    }

    private static boolean isCard(StringBuilder digits) {
        int length = digits.length();
        if (length < 12 || length > 19 || !lengthFits(Integer.parseInt(digits.substring(0, 4)), length)) {
            return false;
        }
        // Luhn's check
        int sum = 0;
        for (int i = 0; i < length; i++) {
            int digit = digits.charAt(length - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit : 2 * digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    /// Whether a card of this issuer, by its first four digits, has that many.
    private static boolean lengthFits(int first, int length) {
        int two = first / 100;
        if (first / 1000 == 4) {
            return length == 13 || length == 16 || length == 19; // Visa
        }
        if (two >= 51 && two <= 55 || first >= 2221 && first <= 2720) {
            return length == 16; // Mastercard
        }
        if (two == 34 || two == 37) {
            return length == 15; // American Express
        }
        if (two == 36 || two == 38 || two == 39 || first >= 3000 && first <= 3059) {
            return length == 14 || length == 16; // Diners
        }
        if (first == 6011 || two == 65 || first >= 6440 && first <= 6499 || two == 62 || two == 60 || two == 81) {
            return length >= 16; // Discover, UnionPay, RuPay
        }
        if (two == 35) {
            return length >= 16; // JCB
        }
        if (first == 2131 || first == 1800) {
            return length == 15; // JCB, older
        }
        return two == 50 || two >= 56 && two <= 58 || two == 63 || two == 67; // Maestro, 12 to 19
    }

    private static char upper(char c) {
        return c >= 'a' ? (char) (c - 32) : c;
    }

    private static Map<String, Integer> lengths() {
        Map<String, Integer> lengths = new HashMap<>();
        for (String country : IBAN_LENGTHS.split("\\s+", -1)) {
            lengths.put(country.substring(0, 2), Integer.valueOf(country.substring(2)));
        }
        return lengths;
    }
}
