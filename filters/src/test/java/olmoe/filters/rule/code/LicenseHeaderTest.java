package olmoe.filters.rule.code;

import static olmoe.filters.rule.Rules.reason;
import static olmoe.filters.rule.Rules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LicenseHeaderTest {

    @ParameterizedTest
    @CsvSource({
        "'// SPDX-License-Identifier: GPL-2.0-only OR MIT', GPL-2.0-only OR MIT",
        "'/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */', Apache-2.0 WITH LLVM-exception",
        "'<!-- spdx-license-identifier: (MIT AND ISC) -->', (MIT AND ISC)",
        "' * Licensed under the Apache\n * License, Version 2.0 (the', Apache-2.0",
        "'# Permission is hereby granted, free of charge, to any person obtaining a copy', MIT",
        "'# This program is free software under the GNU General Public License version 2', GPL-2.0-only",
        "'; GNU General Public License, version 3 or (at your option) any later version.', GPL-3.0-or-later",
        "'GNU Lesser General Public License version 2.1 of', LGPL-2.1-only",
        "'GNU Affero General Public License or any later version', AGPL-3.0-or-later",
        "'Redistribution and use in source and binary forms, with or without modification, are', BSD-2-Clause",
        "'Redistribution and use in source and binary forms, with or without modification Neither the name', BSD-3-Clause",
        "'Permission to use, copy, modify, and/or distribute this software for any purpose', 0BSD",
        "'governed by a BSD-style license that', LicenseRef-BSD-style",
        "'This file is part of a program', ''"
    })
    void theHeadNamesALicence(String head, String expected) {
        assertEquals(
                expected, LicenseHeader.of(points(head.replace("\\n", "\n"))).license());
    }

    @Test
    void onlyTheHeadIsLookedAt() {
        String line = "// SPDX-License-Identifier: MIT";
        assertEquals("MIT", LicenseHeader.of(points("\n".repeat(99) + line)).license());
        assertEquals("", LicenseHeader.of(points("\n".repeat(100) + line)).license());
    }

    @ParameterizedTest
    @CsvSource({
        "'# Copyright (c) 2020 A', 1",
        "'// Copyright 2020 A\n// (C) Copyright: B', 2",
        "'© A', 1",
        "'# the copyright holder', 0",
        "'', 0"
    })
    void aClaimNamesAYearOrASign(String head, int expected) {
        assertEquals(
                expected, LicenseHeader.of(points(head.replace("\\n", "\n"))).copyrights());
        assertEquals(expected > 0 ? "copyright" : "keep", reason(rule("copyright-header"), head));
    }

    @ParameterizedTest
    @CsvSource({
        "MIT, keep",
        "GPL-3.0-only, license",
        "GPL-2.0-only OR MIT, keep",
        "GPL-2.0-only AND MIT, license",
        "(MIT AND ISC), keep",
        "Apache-2.0 WITH LLVM-exception, keep"
    })
    void anExpressionIsAllowedByItsParts(String license, String expected) {
        assertEquals(expected, reason(rule("license-allowed"), "# SPDX-License-Identifier: " + license));
    }

    @Test
    void aFileWithoutALicenceIsKeptOrNot() {
        assertEquals("keep", reason(rule("license-allowed"), "x"));
        assertEquals("license-unknown", reason(rule("license-allowed", Map.of("unknown", "drop")), "x"));
        assertThrows(IllegalArgumentException.class, () -> new LicenseAllowed(List.of("MIT"), "maybe"));
        assertThrows(IllegalArgumentException.class, () -> new LicenseAllowed(List.of(), "keep"));
    }

    private static int[] points(String text) {
        return TextView.of(text).codePoints();
    }
}
