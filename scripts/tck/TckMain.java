import java.io.FileInputStream;
import java.util.HashMap;
import java.util.Properties;
import org.eclipse.dataspacetck.core.system.ConsoleMonitor;
import org.eclipse.dataspacetck.runtime.TckRuntime;

/** Runs every verification test of the Eclipse Dataspace TCK that is on the class path, configured by a properties file. */
public class TckMain {
    public static void main(String[] arguments) throws Exception {
        var file = new Properties();
        try (var in = new FileInputStream(arguments[0])) {
            file.load(in);
        }
        var properties = new HashMap<String, String>();
        for (var name : file.stringPropertyNames()) properties.put(name, file.getProperty(name));
        var summary = TckRuntime.Builder.newInstance()
                .properties(properties)
                .addPackage("org.eclipse.dataspacetck.dsp.verification")
                .monitor(new ConsoleMonitor(false, false))
                .build()
                .execute();
        System.out.println("TCK found " + summary.getTestsFoundCount() + " started " + summary.getTestsStartedCount()
                + " succeeded " + summary.getTestsSucceededCount() + " skipped " + summary.getTestsSkippedCount());
        for (var failure : summary.getFailures())
            System.out.println("TCK failure " + failure.getTestIdentifier().getDisplayName() + " :: " + failure.getException());
        System.exit(summary.getTestsFailedCount() == 0 ? 0 : 1);
    }
}
