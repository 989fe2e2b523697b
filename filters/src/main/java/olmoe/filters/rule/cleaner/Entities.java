package olmoe.filters.rule.cleaner;

/// Named and numbered character references of HTML.
final class Entities {
    private static final int LONGEST = 32;

    private Entities() {}

    /// The text with its references resolved; what is none stays.
    static String resolve(String text) {
        int sign = text.indexOf('&');
        if (sign < 0) {
            return text;
        }
        StringBuilder resolved = new StringBuilder(text.length());
        int copied = 0;
        while (sign >= 0) {
            int end = text.indexOf(';', sign);
            String character = end < 0 || end - sign > LONGEST ? "" : character(text.substring(sign + 1, end));
            if (!character.isEmpty()) {
                resolved.append(text, copied, sign).append(character);
                copied = end + 1;
            }
            sign = end < 0 ? -1 : text.indexOf('&', Math.max(copied, sign + 1));
        }
        return resolved.append(text, copied, text.length()).toString();
    }

    private static String character(String name) {
        if (!name.startsWith("#")) {
            return name.equals("nbsp") ? " " : org.jsoup.nodes.Entities.getByName(name);
        }
        boolean hex = name.startsWith("#x") || name.startsWith("#X");
        try {
            int code = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
            boolean scalar = code > 0 && code <= Character.MAX_CODE_POINT && (code < 0xD800 || code > 0xDFFF);
            return scalar ? Character.toString(code) : "";
        } catch (NumberFormatException e) {
            return "";
        }
    }
}
