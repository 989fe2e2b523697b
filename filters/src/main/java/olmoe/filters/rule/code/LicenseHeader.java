package olmoe.filters.rule.code;

import java.util.ArrayList;
import java.util.List;
import olmoe.filters.rule.WhiteSpace;
import olmoe.tokenizer.text.CodePoints;

/// What the head of a file says of its licence: an SPDX-License-Identifier, or the first words of a known licence or
/// of the notice that its authors ask for. The head is the first 100 lines, at most 10,000 characters.
///
/// @param license an SPDX expression, `LicenseRef-…` where SPDX has no name, or an empty text
/// @param copyrights lines that claim a copyright
record LicenseHeader(String license, int copyrights) {
    private static final int LINES = 100;
    private static final int CHARACTERS = 10_000;
    private static final CodePoints TABLE = CodePoints.unicode16();
    private static final String SPDX = "spdx-license-identifier:";

    /// Words and what they stand for; where one is part of another's licence, the other comes first.
    private static final List<String[]> PHRASES = List.of(
            new String[] {"gnu affero general public license", "AGPL-3.0"},
            new String[] {"gnu lesser general public license", "LGPL-"},
            new String[] {"gnu library general public license", "LGPL-"},
            new String[] {"gnu general public license", "GPL-"},
            new String[] {"licensed under the apache license, version 2.0", "Apache-2.0"},
            new String[] {"apache license version 2.0", "Apache-2.0"},
            new String[] {"apache license, version 2.0", "Apache-2.0"},
            new String[] {"mozilla public license, v. 2.0", "MPL-2.0"},
            new String[] {"mozilla public license version 2.0", "MPL-2.0"},
            new String[] {"mozilla public license version 1.1", "MPL-1.1"},
            new String[] {"eclipse public license v1.0", "EPL-1.0"},
            new String[] {"eclipse public license v2.0", "EPL-2.0"},
            new String[] {"eclipse public license v. 2.0", "EPL-2.0"},
            new String[] {"eclipse public license 2.0", "EPL-2.0"},
            new String[] {"boost software license", "BSL-1.0"},
            new String[] {"common development and distribution license", "CDDL-1.0"},
            new String[] {"free and unencumbered software released into the public domain", "Unlicense"},
            new String[] {"creative commons zero", "CC0-1.0"},
            new String[] {"cc0 1.0", "CC0-1.0"},
            new String[] {"do what the fuck you want to public license", "WTFPL"},
            new String[] {"permission is hereby granted, free of charge, to any person obtaining a copy", "MIT"},
            new String[] {"permission to use, copy, modify, and/or distribute this software for any purpose", "ISC"},
            new String[] {"permission to use, copy, modify, and distribute this software for any purpose", "ISC"},
            new String[] {"redistribution and use in source and binary forms, with or without modification", "BSD"},
            new String[] {"this software is provided 'as-is', without any express or implied warranty", "Zlib"},
            new String[] {"governed by a bsd-style license", "LicenseRef-BSD-style"},
            new String[] {"licensed under the mit license", "MIT"},
            new String[] {"released under the mit license", "MIT"},
            new String[] {"distributed under the mit license", "MIT"},
            new String[] {"mit license", "MIT"},
            new String[] {"proprietary and confidential", "LicenseRef-proprietary"},
            new String[] {"confidential and proprietary", "LicenseRef-proprietary"});

    static LicenseHeader of(int[] text) {
        List<String> lines = lines(text);
        int copyrights = 0;
        for (String line : lines) {
            copyrights += claims(line) ? 1 : 0;
        }
        for (String line : lines) {
            int at = TABLE.lower(line).indexOf(SPDX);
            if (at >= 0) {
                return new LicenseHeader(expression(line.substring(at + SPDX.length())), copyrights);
            }
        }
        return new LicenseHeader(known(TABLE.lower(String.join(" ", lines))), copyrights);
    }

    /// Lines of the head without comment signs, their white space runs one space.
    private static List<String> lines(int[] text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int to = Math.min(text.length, CHARACTERS);
        for (int i = 0; i <= to && lines.size() < LINES; i++) {
            int c = i < to ? text[i] : '\n';
            if (c == '\n') {
                lines.add(WhiteSpace.strip(line.toString()));
                line.setLength(0);
            } else if (TABLE.isSpace(c)) {
                line.append(line.length() > 0 && line.charAt(line.length() - 1) != ' ' ? " " : "");
            } else if (line.length() > 0 || "/*#-;%!\"'|<>".indexOf(c) < 0) {
                line.appendCodePoint(c);
            }
        }
        return lines;
    }

    private static boolean claims(String line) {
        String lower = TABLE.lower(line);
        int at = lower.indexOf("copyright");
        if (at < 0) {
            return lower.contains("©");
        }
        String rest = WhiteSpace.strip(lower.substring(at + "copyright".length()));
        return rest.startsWith("(c)")
                || rest.startsWith("©")
                || rest.startsWith(":")
                || !rest.isEmpty() && rest.charAt(0) >= '1' && rest.charAt(0) <= '2';
    }

    /// An SPDX expression up to what can stand in none.
    private static String expression(String rest) {
        StringBuilder expression = new StringBuilder();
        for (String word : WhiteSpace.strip(rest).split(" ", -1)) {
            String plain = word.replaceAll("[^A-Za-z0-9.()+:-].*", "");
            if (plain.isEmpty() || plain.startsWith("-")) {
                break;
            }
            expression.append(expression.length() > 0 ? " " : "").append(plain);
            if (plain.length() < word.length()) {
                break;
            }
        }
        return expression.toString();
    }

    private static String known(String head) {
        for (String[] phrase : PHRASES) {
            if (head.contains(phrase[0])) {
                return named(phrase[1], head);
            }
        }
        return "";
    }

    private static String named(String license, String head) {
        boolean later = head.contains("any later version");
        return switch (license) {
            case "AGPL-3.0" -> license + (later ? "-or-later" : "-only");
            case "GPL-", "LGPL-" -> license + version(license, head) + (later ? "-or-later" : "-only");
            case "BSD" ->
                head.contains("advertising materials")
                        ? "BSD-4-Clause"
                        : head.contains("neither the name") || head.contains("names of its contributors may")
                                ? "BSD-3-Clause"
                                : "BSD-2-Clause";
            case "ISC" -> head.contains("provided that the above copyright notice") ? "ISC" : "0BSD";
            default -> license;
        };
    }

    private static String version(String license, String head) {
        boolean third = head.contains("version 3") || head.contains("v3");
        return third ? "3.0" : license.equals("GPL-") || !head.contains("2.1") ? "2.0" : "2.1";
    }
}
