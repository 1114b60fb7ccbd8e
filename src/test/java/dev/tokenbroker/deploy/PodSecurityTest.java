package dev.tokenbroker.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checker itself: it lets a restricted pod pass, and notices each way out of the standard. */
class PodSecurityTest {
    private static final String RESTRICTED = """
            apiVersion: v1
            kind: Pod
            spec:
              securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
              volumes: [{ name: v, emptyDir: {} }]
              containers:
                - name: c
                  ports: [{ containerPort: 80 }]
                  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }
            """;

    @Test
    void aRestrictedPodBreaksNothing() {
        assertThat(violations(RESTRICTED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec:                          | 'spec:\n  hostNetwork: true'  | hostNetwork",
                "spec:                          | 'spec:\n  hostPID: true'      | hostPID",
                "spec:                          | 'spec:\n  hostIPC: true'      | hostIPC",
                "runAsNonRoot: true,            | runAsNonRoot: false,          | c: runAsNonRoot is not true",
                "runAsNonRoot: true,            | runAsNonRoot: true, runAsUser: 0, | pod: runs as user 0",
                "runAsNonRoot: true,            | runAsNonRoot: true, seLinuxOptions: { user: u }, | SELinux options",
                "runAsNonRoot: true,            | runAsNonRoot: true, sysctls: [{ name: kernel.msgmax }], | sysctl kernel.msgmax",
                "type: RuntimeDefault           | type: Unconfined              | c: seccompProfile",
                "emptyDir: {}                   | hostPath: { path: / }         | volume v: [hostPath]",
                "containerPort: 80              | containerPort: 80, hostPort: 80 | c: hostPort",
                "allowPrivilegeEscalation: false | privileged: true, allowPrivilegeEscalation: false | c: privileged",
                "allowPrivilegeEscalation: false | runAsUser: 0, allowPrivilegeEscalation: false | c: runs as user 0",
                "allowPrivilegeEscalation: false | procMount: Unmasked, allowPrivilegeEscalation: false | c: procMount",
                "allowPrivilegeEscalation: false | readOnlyRootFilesystem: true | c: allowPrivilegeEscalation",
                "drop: [ALL]                    | drop: [NET_RAW]               | c: does not drop ALL capabilities",
                "drop: [ALL]                    | drop: [ALL], add: [SYS_TIME]  | c: adds capabilities",
            })
    void eachRuleIsNoticedWhenItIsBroken(String as, String broken, String violation) {
        String yaml = RESTRICTED.replace(as, broken);

        assertThat(yaml).isNotEqualTo(RESTRICTED);
        assertThat(violations(yaml)).containsExactly(violation);
    }

    @Test
    void aRuleHoldsForInitContainersToo() {
        String yaml = RESTRICTED.replace("containers:", "initContainers:").replace("drop: [ALL]", "drop: []");

        assertThat(violations(yaml)).containsExactly("c: does not drop ALL capabilities");
    }

    private static List<String> violations(String yaml) {
        return PodSecurity.violations(((Pod) KubernetesModel.read(yaml)).getSpec());
    }
}
