package dev.tokenbroker.deploy;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The Pod Security Standard "restricted", as far as a pod for Linux can break it.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security Standards</a>
 */
final class PodSecurity {
    private static final Set<String> VOLUMES = Set.of(
            "configMap",
            "csi",
            "downwardAPI",
            "emptyDir",
            "ephemeral",
            "image",
            "persistentVolumeClaim",
            "projected",
            "secret");

    private static final Set<String> SYSCTLS = Set.of(
            "kernel.shm_rmid_forced",
            "net.ipv4.ip_local_port_range",
            "net.ipv4.ip_unprivileged_port_start",
            "net.ipv4.tcp_syncookies",
            "net.ipv4.ping_group_range",
            "net.ipv4.ip_local_reserved_ports",
            "net.ipv4.tcp_keepalive_time",
            "net.ipv4.tcp_fin_timeout",
            "net.ipv4.tcp_keepalive_intvl",
            "net.ipv4.tcp_keepalive_probes");

    private final List<String> violations = new ArrayList<>();

    private PodSecurity() {}

    static Optional<PodSpec> podOf(HasMetadata object) {
        return object instanceof Pod pod
                ? Optional.of(pod.getSpec())
                : object instanceof Deployment deployment
                        ? Optional.of(deployment.getSpec().getTemplate().getSpec())
                        : Optional.empty();
    }

    /** @return what breaks the standard; empty where nothing does */
    static List<String> violations(PodSpec pod) {
        PodSecurity rules = new PodSecurity();
        rules.namespaces(pod);
        pod.getVolumes().forEach(volume -> {
            Set<String> kinds = KubernetesModel.members(volume);
            kinds.remove("name");
            rules.demand(VOLUMES.containsAll(kinds), "volume " + volume.getName() + ": " + kinds);
        });
        PodSecurityContext shared =
                Optional.ofNullable(pod.getSecurityContext()).orElseGet(PodSecurityContext::new);
        shared.getSysctls()
                .forEach(sysctl -> rules.demand(SYSCTLS.contains(sysctl.getName()), "sysctl " + sysctl.getName()));
        rules.demand(shared.getSeLinuxOptions() == null, "SELinux options");
        rules.demand(shared.getAppArmorProfile() == null, "AppArmor profile");
        rules.demand(!Long.valueOf(0).equals(shared.getRunAsUser()), "pod: runs as user 0");
        Stream.of(pod.getInitContainers(), pod.getContainers())
                .flatMap(List::stream)
                .forEach(container -> rules.container(container, shared));
        rules.demand(pod.getEphemeralContainers().isEmpty(), "ephemeral containers");
        return rules.violations;
    }

    private void namespaces(PodSpec pod) {
        demand(!Boolean.TRUE.equals(pod.getHostNetwork()), "hostNetwork");
        demand(!Boolean.TRUE.equals(pod.getHostPID()), "hostPID");
        demand(!Boolean.TRUE.equals(pod.getHostIPC()), "hostIPC");
    }

    private void container(Container container, PodSecurityContext shared) {
        String name = container.getName();
        SecurityContext own =
                Optional.ofNullable(container.getSecurityContext()).orElseGet(SecurityContext::new);
        demand(!Boolean.TRUE.equals(own.getPrivileged()), name + ": privileged");
        demand(Boolean.FALSE.equals(own.getAllowPrivilegeEscalation()), name + ": allowPrivilegeEscalation");
        demand(
                Boolean.TRUE.equals(or(own.getRunAsNonRoot(), shared.getRunAsNonRoot())),
                name + ": runAsNonRoot is not true");
        demand(!Long.valueOf(0).equals(own.getRunAsUser()), name + ": runs as user 0");
        SeccompProfile seccomp = or(own.getSeccompProfile(), shared.getSeccompProfile());
        demand(
                seccomp != null && Set.of("RuntimeDefault", "Localhost").contains(seccomp.getType()),
                name + ": seccompProfile");
        Capabilities capabilities = Optional.ofNullable(own.getCapabilities()).orElseGet(Capabilities::new);
        demand(capabilities.getDrop().contains("ALL"), name + ": does not drop ALL capabilities");
        demand(Set.of("NET_BIND_SERVICE").containsAll(capabilities.getAdd()), name + ": adds capabilities");
        demand(Set.of("Default").contains(or(own.getProcMount(), "Default")), name + ": procMount");
        demand(own.getSeLinuxOptions() == null, name + ": SELinux options");
        demand(own.getAppArmorProfile() == null, name + ": AppArmor profile");
        container
                .getPorts()
                .forEach(port -> demand(port.getHostPort() == null || port.getHostPort() == 0, name + ": hostPort"));
    }

    private static <T> T or(T own, T shared) {
        return own == null ? shared : own;
    }

    private void demand(boolean fine, String violation) {
        if (!fine) {
            violations.add(violation);
        }
    }
}
