# Makes TUN devices in this network namespace and becomes another program that inherits them: Node cannot ioctl.
# open-tuns.pl NAME... -- PROGRAM ARGUMENT...   The program finds the descriptors in GW_TUNS, in the order of the names.
use strict;
use warnings;

$^F = 255;    # descriptors up to this one survive exec
my @files;
while (@ARGV and (my $name = shift @ARGV) ne '--') {
    open(my $tun, '+<', '/dev/net/tun') or die "/dev/net/tun: $!\n";
    my $request = pack('a16 s x22', $name, 0x1001);    # IFF_TUN | IFF_NO_PI
    ioctl($tun, 0x400454ca, $request) or die "TUNSETIFF $name: $!\n";
    push @files, $tun;
}
$ENV{GW_TUNS} = join ',', map { fileno $_ } @files;
exec @ARGV or die "$ARGV[0]: $!\n";
