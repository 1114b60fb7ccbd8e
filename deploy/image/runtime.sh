#!/bin/sh
# Makes what the image has below the application: a Java runtime of the modules that are needed, and the C library that it was
# linked against. No shell, no package manager, nothing else.
#
#   runtime.sh <JDK> <directory> <base image>
set -eu

jdk=$1
root=$2
base=$3
java=$root/usr/lib/jvm/java

rm -rf "$root"
mkdir -p "$root/etc" "$root/tmp" "$root/app"
# another base brings its own
[ "$base" = scratch ] || exit 0

# What java.base alone would lack, by what wants it: the JDBC driver and Flyway (java.sql), Agroal (java.transaction.xa and
# java.security.jgss), HTTP by the JDK (java.net.http), names in certificates and LDAP-free JNDI (java.naming), the metrics
# and JMX of the virtual machine (management), elliptic curves, zip file systems, flight recordings, jcmd's attaching.
modules=java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http
modules=$modules,java.rmi,java.security.jgss,java.security.sasl,java.sql,java.transaction.xa,java.xml
modules=$modules,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.management.agent,jdk.net,jdk.unsupported,jdk.zipfs

mkdir -p "$root/usr/lib/jvm"
# without the compiler's and the tools' classes; the order of what is in it does not depend on the machine
"$jdk/bin/jlink" --add-modules "$modules" --no-header-files --no-man-pages --strip-debug --output "$java"
rm -rf "$java/bin/keytool" "$java/bin/rmiregistry" "$java/bin/jrunscript"
# of java.desktop nothing is wanted but java.beans, and no window system
for native in awt font freetype harfbuzz javajpeg jawt jsound lcms mlib splashscreen; do
  rm -f "$java/lib/lib$native"*
done

# every library that a binary of the runtime is linked against, where that binary expects it
find "$java" -type f \( -name '*.so' -o -path '*/bin/java' -o -name jspawnhelper \) -exec ldd {} + 2>/dev/null \
  | sed -n 's/.*=> \(\/[^ ]*\) (.*/\1/p; s/^[[:space:]]*\(\/[^ ]*ld-[^ ]*\) (.*/\1/p' \
  | grep -v "^$java" | sort -u \
  | while read -r library; do
      mkdir -p "$root$(dirname "$library")"
      cp -L "$library" "$root$library"
    done
# names are looked up by what the C library loads when it is asked for the first time
resolver=$(dirname "$(ldd "$java/bin/java" | sed -n 's/.*=> \(\/[^ ]*libc\.so\.6\) (.*/\1/p')")
for library in libnss_dns.so.2 libnss_files.so.2 libresolv.so.2; do
  cp -L "$resolver/$library" "$root$resolver/$library"
done

echo 'hosts: files dns' > "$root/etc/nsswitch.conf"
echo 'broker:x:65532:65532::/app:/sbin/nologin' > "$root/etc/passwd"
echo 'broker:x:65532:' > "$root/etc/group"
