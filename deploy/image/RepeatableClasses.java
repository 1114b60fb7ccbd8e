import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Settles what a Quarkus build leaves to chance, so that one commit is one set of bytes. Two things, and neither means anything
 * to the program:
 *
 * <ul>
 *   <li>the numbers of proxy keys ({@code "proxykey17"}), by which one recorded step finds what another has made: Quarkus 3.34
 *       draws them from one counter for steps that run side by side. Here they follow the order in which they stand;
 *   <li>the order of what Hibernate writes into {@code @EnhancementInfo} of an entity: that of a class's methods, which a virtual
 *       machine does not promise. Here it is the alphabet.
 * </ul>
 *
 * <pre>java -cp asm.jar:asm-tree.jar RepeatableClasses.java generated-bytecode.jar transformed-bytecode.jar</pre>
 */
final class RepeatableClasses {
    private static final Pattern PROXY_KEY = Pattern.compile("proxykey[0-9]+");
    private static final String ENHANCEMENT = "Lorg/hibernate/bytecode/enhance/spi/EnhancementInfo;";

    private final Map<String, String> keys = new HashMap<>();

    public static void main(String... jars) throws IOException {
        RepeatableClasses repeatable = new RepeatableClasses();
        for (String jar : jars) {
            repeatable.settle(Path.of(jar));
        }
        System.out.println(repeatable.keys.size() + " proxy keys numbered in their order");
    }

    private void settle(Path jar) throws IOException {
        ByteArrayOutputStream settled = new ByteArrayOutputStream();
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(jar)));
                ZipOutputStream written = new ZipOutputStream(settled)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                ZipEntry same = new ZipEntry(entry.getName());
                same.setTimeLocal(entry.getTimeLocal());
                written.putNextEntry(same);
                byte[] content = entries.readAllBytes();
                written.write(entry.getName().endsWith(".class") ? settled(content) : content);
            }
        }
        Files.write(jar, settled.toByteArray());
    }

    /** A class with neither stays as it is, to the byte. */
    private byte[] settled(byte[] content) {
        ClassNode type = new ClassNode();
        new ClassReader(content).accept(type, 0);
        boolean entity = settleEnhancement(type);
        boolean recorded = settleKeys(type);
        if (!entity && !recorded) {
            return content;
        }
        ClassWriter written = new ClassWriter(0);
        type.accept(written);
        return written.toByteArray();
    }

    private boolean settleKeys(ClassNode type) {
        boolean found = false;
        for (MethodNode method : type.methods) {
            for (AbstractInsnNode instruction : method.instructions) {
                if (instruction instanceof LdcInsnNode constant
                        && constant.cst instanceof String text
                        && PROXY_KEY.matcher(text).matches()) {
                    constant.cst = keys.computeIfAbsent(text, key -> "proxykey" + (keys.size() + 1));
                    found = true;
                }
            }
        }
        return found;
    }

    private static boolean settleEnhancement(ClassNode type) {
        List<AnnotationNode> annotations = type.visibleAnnotations == null ? List.of() : type.visibleAnnotations;
        boolean found = false;
        for (AnnotationNode annotation : annotations) {
            if (annotation.desc.equals(ENHANCEMENT)) {
                annotation.values = byName(annotation.values);
                found = true;
            }
        }
        return found;
    }

    /** @param values name, value, name, value… */
    private static List<Object> byName(List<Object> values) {
        Map<String, Object> sorted = new TreeMap<>();
        for (int at = 0; at < values.size(); at += 2) {
            sorted.put((String) values.get(at), values.get(at + 1));
        }
        List<Object> settled = new ArrayList<>(values.size());
        sorted.forEach((name, value) -> {
            settled.add(name);
            settled.add(value);
        });
        return settled;
    }
}
