package dev.tokenbroker.app;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A field of a versioned key-value secret: {@code <mount>/<path>#<field>}. */
public record SecretReference(String mount, String path, String field) {
    private static final Pattern FORM = Pattern.compile("([^/#\\s]+)/([^#\\s]*[^/#\\s])#([^#\\s]+)");

    /** @throws IllegalArgumentException naming {@code setting}, where it is not of this form */
    static SecretReference parse(String setting, String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(setting + ": is <mount>/<path>#<field>");
        }
        return new SecretReference(form.group(1), form.group(2), form.group(3));
    }
}
