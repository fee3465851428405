// Where each platform hides its static address. Names of menus change with versions; what they ask for does not.

export interface ClientMenu {
  readonly platform: string
  /** From the first menu to the one with the fields. */
  readonly menu: readonly string[]
  /** What is not as the card says it. */
  readonly note?: string
}

/** Where no page shows the last step, the source says so: [U] as in windows.md. */
export const CLIENT_MENUS: readonly ClientMenu[] = [
  {
    // WifiConfigController and strings.xml of AOSP's Settings: ip_settings, Static, network_prefix_length, dns1; the way there differs by maker.
    platform: 'Android',
    menu: [
      'Settings',
      'Network & internet',
      'Internet',
      'gear of the network',
      'pencil',
      'Advanced options',
      'IP settings: Static',
    ],
    note: 'asks for the prefix length in place of the mask',
  },
  {
    // The screenshot of the article (iPhone): Configure IPv4, Manual; DNS stands in a menu of its own [U].
    platform: 'iPhone, iPad',
    menu: ['Settings', 'Wi-Fi', '(i) of the network', 'Configure IP: Manual'],
    note: 'calls the gateway Router; DNS is under Configure DNS: Manual',
  },
  {
    // How-To Geek, "How to assign a static IP address in Windows 10 or Windows 11"; what Windows 10 asks for [U].
    platform: 'Windows',
    menu: [
      'Settings',
      'Network & internet',
      'Wi-Fi or Ethernet properties',
      'IP assignment: Edit',
      'Manual',
      'IPv4: On',
    ],
    note: 'Windows 10 asks for the prefix length in place of the mask',
  },
  {
    // everydaytech.org, "How to assign a static IP address", step for macOS; Apple calls the gateway Router (PH10974).
    platform: 'macOS',
    menu: ['System Settings', 'Network', 'Wi-Fi or Ethernet', 'Details', 'TCP/IP', 'Configure IPv4: Manually'],
    note: 'calls the gateway Router; DNS is under DNS in the same window',
  },
  {
    // NetworkManager, settings-ipv4: method manual; the dialog of GNOME Settings [U].
    platform: 'Linux (GNOME)',
    menu: ['Settings', 'Wi-Fi or Network', 'gear of the network', 'IPv4', 'Manual'],
    note: 'turn the Automatic switch of DNS off',
  },
  {
    // everydaytech.org, "How to connect to PlayStation Network": as far as Set Up Internet Connection; the rest [U].
    platform: 'PlayStation 5',
    menu: [
      'Settings',
      'Network',
      'Settings',
      'Set Up Internet Connection',
      'options of the network',
      'Advanced Settings',
      'IP Address Settings: Manual',
    ],
  },
  {
    // serverlogic3.com, "What is a DNS server on a PS4": as far as Custom; the rest [U].
    platform: 'PlayStation 4',
    menu: [
      'Settings',
      'Network',
      'Set Up Internet Connection',
      'Wi-Fi or LAN',
      'Custom',
      'IP Address Settings: Manual',
    ],
  },
  {
    // hogonext.com, "How to find Xbox IP address": as far as Advanced settings; the rest [U].
    platform: 'Xbox',
    menu: ['Settings', 'General', 'Network settings', 'Advanced settings', 'IP settings: Manual'],
    note: 'DNS is beside it: DNS settings: Manual',
  },
  {
    // wifichampion.com, "How to view WiFi password on Nintendo Switch": as far as the network; the rest [U].
    platform: 'Nintendo Switch',
    menu: [
      'System Settings',
      'Internet',
      'Internet Settings',
      'the network',
      'Change Settings',
      'IP Address Settings: Manual',
    ],
    note: 'DNS is below it: DNS Settings: Manual',
  },
  {
    // DTU IT wiki, "Apple TV for meeting rooms": as far as Network; the rest as on an iPhone [U].
    platform: 'Apple TV',
    menu: ['Settings', 'Network', 'the network', 'Configure IP: Manual'],
    note: 'calls the gateway Router',
  },
  {
    // Strings of Android's Settings as above; TvSettings has the same fields one screen each [U].
    platform: 'Android TV, Google TV',
    menu: ['Settings', 'Network & Internet', 'the network', 'IP settings: Static'],
    note: 'asks for the prefix length in place of the mask',
  },
  {
    // A device without such a menu: the article's own way is DHCP by somebody else or a VLAN.
    platform: 'a router behind this one',
    menu: ['its web page', 'WAN or Internet', 'connection type: Static IP'],
    note: 'everything behind it then uses the gateway',
  },
]
