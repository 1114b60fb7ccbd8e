package dev.tokenbroker.importer;

import dev.tokenbroker.importer.Exported.Expiring;
import dev.tokenbroker.importer.Exported.Legacy;
import dev.tokenbroker.importer.Exported.Refused;
import dev.tokenbroker.importer.Exported.Skipped;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code import}: turns an export of another system into an import, and sends it if it is told where. */
public final class ImportCommand {
    private static final int DONE = 0;
    private static final int INCOMPLETE = 1;
    private static final int MISTYPED = 2;

    private final CommandLine command;
    private final PrintStream lines;
    private final Report report;
    private final Optional<BrokerImport> broker;

    private ImportCommand(CommandLine command, PrintStream out, PrintStream err) {
        this.command = command;
        this.lines = out;
        // standard output is the operator's where it is not the lines'
        this.report = new Report(command.to().isPresent() ? out : err);
        this.broker = command.to()
                .map(to -> new BrokerImport(
                        to, command.dryRun(), command.tokenFile().orElseThrow(), report));
    }

    /** @return the status to exit with: 0 where every row was taken over or rightly left out */
    public static int run(List<String> arguments) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        int status = run(arguments, System.in, out, System.err);
        out.flush();
        return status;
    }

    static int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        CommandLine command;
        try {
            command = CommandLine.parse(arguments);
        } catch (StoppedException mistyped) {
            err.println(mistyped.getMessage());
            err.println(CommandLine.USAGE);
            return MISTYPED;
        }
        return new ImportCommand(command, out, err).run(in, err);
    }

    private int run(InputStream in, PrintStream err) {
        boolean whole = true;
        try (InputStream file = command.file().equals("-") ? in : Files.newInputStream(Path.of(command.file()))) {
            Export.read(command, file, this::take);
            broker.ifPresent(BrokerImport::flush);
        } catch (StoppedException stopped) {
            err.println(stopped.getMessage());
            whole = false;
        } catch (NoSuchFileException none) {
            err.println("there is no such FILE");
            whole = false;
        } catch (IOException unreadable) {
            err.println("FILE cannot be read");
            whole = false;
        }
        report.print(command.dryRun());
        return whole && report.isClean() ? DONE : INCOMPLETE;
    }

    private void take(long row, Exported exported) {
        if (exported instanceof Legacy legacy) {
            take(ImportLine.of(row, legacy, command.app()));
        } else if (exported instanceof Expiring pair) {
            take(ImportLine.of(row, pair, command.app()));
        } else if (exported instanceof Skipped skipped) {
            report.count("skipped, " + skipped.reason());
        } else if (exported instanceof Refused refused) {
            report.failed(row, refused.shop(), "not-sent", refused.detail());
        }
    }

    private void take(ImportLine line) {
        if (broker.isPresent()) {
            broker.get().send(line);
            return;
        }
        report.count("read");
        if (!command.dryRun()) {
            lines.print(line.json() + "\n");
        }
    }
}
