package olmoe.filters.extract;

/// How many sequences of bytes beyond ASCII are UTF-8 (Unicode 17, table 3-7) and how many are not.
record Utf8Sequences(int whole, int malformed) {

    static Utf8Sequences of(byte[] bytes) {
        int whole = 0;
        int malformed = 0;
        int i = 0;
        while (i < bytes.length) {
            if (bytes[i] >= 0) {
                i++;
                continue;
            }
            int length = length(bytes, i);
            if (length > 0) {
                whole++;
                i += length;
            } else {
                malformed++;
                i++;
            }
        }
        return new Utf8Sequences(whole, malformed);
    }

    /// 0 where none begins.
    private static int length(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (at + length > bytes.length) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        if (length > 2) {
            int second = bytes[at + 1] & 0xff;
            boolean fits = switch (first) {
                case 0xe0 -> second >= 0xa0;
                case 0xed -> second < 0xa0;
                case 0xf0 -> second >= 0x90;
                case 0xf4 -> second < 0x90;
                default -> true;
            };
            return fits ? length : 0;
        }
        return length;
    }
}
