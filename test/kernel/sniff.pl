# Says which packets of the test cross which interface of this network namespace, a line each, until its input ends:
#   ip IFINDEX in|out TTL req|ack ID STAGE      arp IFINDEX in|out TARGET
use strict;
use warnings;

$| = 1;
socket(my $all, 17, 3, 0x0300) or die "AF_PACKET: $!\n";    # every protocol, in network byte order
setsockopt($all, 1, 33, pack('i', 4 << 20)) or die "SO_RCVBUFFORCE: $!\n";
print "ready\n";
while (1) {
    my $waiting = '';
    vec($waiting, fileno(STDIN), 1) = 1;
    vec($waiting, fileno($all),  1) = 1;
    select($waiting, undef, undef, undef);
    last if vec($waiting, fileno(STDIN), 1) and not sysread(STDIN, my $ignored, 100);
    next unless vec($waiting, fileno($all), 1);
    my $from = recv($all, my $frame, 2048, 0x40);            # MSG_DONTWAIT
    next unless defined $from;
    my ($protocol, $index, $type) = (unpack('x2 n', $from), unpack('x4 i', $from), unpack('x10 C', $from));
    my $hardware = unpack('x8 S', $from);
    my $way = $type == 4 ? 'out' : 'in';
    my $packet = $hardware == 1 ? substr($frame, 14) : $frame;    # a TUN has no link header
    if ($protocol == 0x0806) {
        print "arp $index $way ", join('.', unpack('x24 C4', $packet)), "\n" if unpack('x6 n', $packet) == 1;
    }
    elsif ($protocol == 0x0800 and $packet =~ /gwk(-ack)? (\d+) (\d+)/) {
        next unless unpack('x9 C', $packet) == 17;           # an ICMP error quotes what it is about
        my $kind = defined $1 ? "ack" : "req";
        print "ip $index $way ", unpack('x8 C', $packet), " $kind $2 $3\n";
    }
}
