package dev.tokenbroker.reference;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What the sources say above the methods of our interfaces, as Markdown. Read by the compiler's own parser. */
final class MethodTexts {
    private static final Path SOURCES = Path.of("src", "main", "java");

    private final Map<String, Map<String, String>> byType = new HashMap<>();

    /** Names of its methods, as they stand in the source. */
    List<String> methods(Class<?> type) {
        return List.copyOf(texts(type).keySet());
    }

    /** Empty where it has none. */
    String of(Method method) {
        return texts(method.getDeclaringClass()).get(method.getName());
    }

    private Map<String, String> texts(Class<?> type) {
        if (!byType.containsKey(type.getSimpleName())) {
            Class<?> outermost = type.getNestHost();
            parse(SOURCES.resolve(outermost.getName().replace('.', '/') + ".java"));
        }
        return byType.get(type.getSimpleName());
    }

    private void parse(Path source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask) compiler.getTask(null, files, null, null, null, files.getJavaFileObjects(source));
            DocTrees comments = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Collector(comments).scan(unit, null);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private final class Collector extends TreePathScanner<Void, Map<String, String>> {
        private final DocTrees comments;

        Collector(DocTrees comments) {
            this.comments = comments;
        }

        @Override
        public Void visitClass(ClassTree type, Map<String, String> outer) {
            Map<String, String> texts = new LinkedHashMap<>();
            byType.put(type.getSimpleName().toString(), texts);
            return super.visitClass(type, texts);
        }

        @Override
        public Void visitMethod(MethodTree method, Map<String, String> texts) {
            DocCommentTree comment = comments.getDocCommentTree(getCurrentPath());
            texts.put(method.getName().toString(), comment == null ? "" : markdown(comment));
            return null;
        }
    }

    private static String markdown(DocCommentTree comment) {
        return comment.getFullBody().stream()
                .map(MethodTexts::markdown)
                .collect(Collectors.joining())
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** Plain words and code: what else Javadoc can do has no place in a cell of a table. */
    private static String markdown(DocTree part) {
        if (part instanceof TextTree text) {
            return text.getBody();
        }
        if (part instanceof LiteralTree code && part.getKind() == DocTree.Kind.CODE) {
            return "`" + code.getBody().getBody() + "`";
        }
        throw new IllegalArgumentException("the reference has no Markdown for " + part);
    }
}
