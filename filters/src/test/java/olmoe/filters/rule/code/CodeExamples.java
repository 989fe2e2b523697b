package olmoe.filters.rule.code;

import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import olmoe.filters.RuleSettings;
import olmoe.filters.rule.Examples;

public final class CodeExamples {
    private CodeExamples() {}

    public static void add(Examples examples) {
        examples.judge("lines/starcoder", "x = 1", "{}", "non-alphanumeric");
        examples.judge(
                "extension-limits/starcoder",
                RuleSettings.ofModel("extension-limits/starcoder"),
                file("{\"lang\":\"Python\",\"ext\":\"py\"}", "x = 1"),
                file("{\"lang\":\"Python\",\"ext\":\"pyw\"}", "x = 1"),
                "unknown-extension");
        examples.judge(
                "stars/starcoder",
                Map.of(),
                file("{\"max_stars_count\":6}", ""),
                file("{\"max_stars_count\":5}", ""),
                "stars");
        examples.judge(
                "comments/starcoder",
                Map.of(),
                file("{\"ext\":\"py\"}", "x = 1  # one\n"),
                file("{\"ext\":\"py\"}", "x = '# one'\n"),
                "few-comments");
        examples.judge(
                "fertility/starcoder",
                Map.of("tokenizer", RuleSettings.TOKENIZER, "min-python", 1.5),
                file("{\"ext\":\"py\"}", "abab"),
                file("{\"ext\":\"py\"}", "ab()"),
                "short-tokens");
        examples.judge("fertility/redpajama", "abab", "ab()", "short-tokens");
        examples.judge("xml/starcoder", "<html>", "<?xml version='1.0'?>", "xml");
        String page = "<p>" + "word ".repeat(25) + "</p>";
        examples.judge(
                "html/starcoder",
                Map.of(),
                file("{\"ext\":\"html\"}", page),
                file("{\"ext\":\"html\"}", "<script>" + page + "</script>"),
                "little-visible-text");
        examples.judge("size/starcoder", "x".repeat(100), "x", "small");
        examples.judge(
                "github/redpajama",
                Map.of(),
                file("{\"path\":\"a/b.py\"}", "x = 1"),
                file("{\"path\":\"a/b.zig\"}", "x = 1"),
                "unknown-ending");
        examples.edit("copyright-comments/redpajama", "/* Copyright */x /* y */", "x /* y */");
        examples.judge("code-words/dolma", "x ".repeat(100), "x ".repeat(99), "too-few-words");
        examples.judge(
                "python-comments/nemo",
                Map.of(),
                file("{\"ext\":\"py\"}", "x = 1  # one\n"),
                file("{\"ext\":\"py\"}", "x = '# one'\n"),
                "python_comment_ratio");
        examples.judge("lines-of-code/nemo", "x\n".repeat(9), "x\n".repeat(8), "num_lines");
        examples.judge("alpha/nemo", "x = ", "x = 1", "alpha_filter");
        examples.judge("xml-header/nemo", "<html>", "<?xml version='1.0'?>", "xml_header");
        examples.judge(
                "html-boilerplate/nemo",
                Map.of(),
                file("{\"ext\":\"html\"}", page),
                file("{\"ext\":\"html\"}", "<script>" + page + "</script>"),
                "html_boilerplate");
        examples.judge("secrets", "password = input()", "password = 'g7Kq_w2v" + "'", "secrets");
        examples.edit("mask/secrets", "password = 'g7Kq_w2v" + "'", "password = '|||SECRET|||'");
        examples.annotate("license-header", "# SPDX-License-Identifier: MIT", "license", "MIT");
        examples.judge("license-allowed", "# MIT License", "# GNU General Public License version 2", "license");
        examples.judge("copyright-header", "# a file", "# Copyright 2020 A", "copyright");
        examples.annotate("code_redpajama_taggers_v1/dolma", "ab\nc", "avg_line_length_doc", 1.5);
        examples.annotate("code_starcoder_taggers_v1/dolma", "x", "nl_ratio_doc", -1.0);
        examples.annotate("code_starcoder_taggers_v2/dolma", "x", "code_to_comment_ratio_doc", 0.5);
        examples.annotate("code_copyright_comments_v1/dolma", "# a\nb", "copyright_doc", 0.8);
    }

    static Document file(String metadata, String text) {
        return new Document(new DocumentKey(0, 0), "", null, "", null, text, Map.of(), metadata);
    }
}
