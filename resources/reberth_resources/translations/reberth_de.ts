<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Reberth</source>
        <translation>Info zu Reberth</translation>
    </message>
    <message>
        <source>Moves IIS web sites from the disks of legacy Windows servers into Windows containers. Licensed under the Apache License 2.0. It stands on the following, which keep their own licences:</source>
        <translation>Zieht IIS-Websites von den Datenträgern älterer Windows-Server in Windows-Container um. Lizenziert unter der Apache License 2.0. Reberth baut auf folgenden Teilen auf, die ihre eigenen Lizenzen behalten:</translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>Liste kopieren</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Parts and their licences</source>
        <translation>Bestandteile und ihre Lizenzen</translation>
    </message>
</context>
<context>
    <name>ArtifactFacts</name>
    <message>
        <source>A .NET class</source>
        <translation>Eine .NET-Klasse</translation>
    </message>
    <message>
        <source>A process of its own</source>
        <translation>Ein eigener Prozess</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>Applications</source>
        <translation>Anwendungen</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Collation</source>
        <translation>Sortierung</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>Treiber</translation>
    </message>
    <message>
        <source>Dynamic port</source>
        <translation>Dynamischer Port</translation>
    </message>
    <message>
        <source>Edition</source>
        <translation>Edition</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>Features</translation>
    </message>
    <message>
        <source>File of the driver</source>
        <translation>Datei des Treibers</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Files with messages</source>
        <translation>Dateien mit Nachrichten</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Forwarders</source>
        <translation>Weiterleitungen</translation>
    </message>
    <message>
        <source>Holds a secret</source>
        <translation>Enthält ein Geheimnis</translation>
    </message>
    <message>
        <source>Home folder</source>
        <translation>Basisordner</translation>
    </message>
    <message>
        <source>Installed according to</source>
        <translation>Installiert laut</translation>
    </message>
    <message>
        <source>Installed on</source>
        <translation>Installiert am</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>Instanz</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>Aussteller</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Kept in Active Directory</source>
        <translation>In Active Directory gespeichert</translation>
    </message>
    <message>
        <source>Kept package</source>
        <translation>Aufbewahrtes Paket</translation>
    </message>
    <message>
        <source>Known to DISM</source>
        <translation>DISM bekannt</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Bezeichnung</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>Module</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>Part of Windows</source>
        <translation>Teil von Windows</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>Ports</translation>
    </message>
    <message>
        <source>Program is there</source>
        <translation>Programm ist vorhanden</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Public key token</source>
        <translation>Token des öffentlichen Schlüssels</translation>
    </message>
    <message>
        <source>Publisher</source>
        <translation>Herausgeber</translation>
    </message>
    <message>
        <source>Ranges</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Registry key</source>
        <translation>Registrierungsschlüssel</translation>
    </message>
    <message>
        <source>Registry view</source>
        <translation>Ansicht der Registrierung</translation>
    </message>
    <message>
        <source>Relative identifier (RID)</source>
        <translation>Relative Kennung (RID)</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Bemerkung</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Runtime</source>
        <translation>Laufzeit</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>Abschnitt</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Size of the messages</source>
        <translation>Größe der Nachrichten</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Antragsteller</translation>
    </message>
    <message>
        <source>Subnet mask</source>
        <translation>Subnetzmaske</translation>
    </message>
    <message>
        <source>Switched on</source>
        <translation>Eingeschaltet</translation>
    </message>
    <message>
        <source>Thumbprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Transactional</source>
        <translation>Transaktional</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>Verwendet von</translation>
    </message>
    <message>
        <source>User (SID)</source>
        <translation>Benutzer (SID)</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Weakens security</source>
        <translation>Schwächt die Sicherheit</translation>
    </message>
    <message>
        <source>Windows Installer package</source>
        <translation>Windows-Installer-Paket</translation>
    </message>
    <message>
        <source>With a private key</source>
        <translation>Mit privatem Schlüssel</translation>
    </message>
    <message>
        <source>Withheld, as it may be a secret</source>
        <translation>Zurückgehalten, da möglicherweise geheim</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
</context>
<context>
    <name>ArtifactTree</name>
    <message>
        <source>Artifact</source>
        <translation>Artefakt</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Beleg</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>keine gefunden</translation>
    </message>
    <message>
        <source>not looked for</source>
        <translation>nicht gesucht</translation>
    </message>
    <message>
        <source>What becomes of it</source>
        <translation>Was daraus wird</translation>
    </message>
    <message>
        <source>as you say</source>
        <translation>nach Ihrer Wahl</translation>
    </message>
    <message>
        <source>by rule</source>
        <translation>nach Regel</translation>
    </message>
</context>
<context>
    <name>Artifacts</name>
    <message>
        <source>Apache and Tomcat</source>
        <translation>Apache und Tomcat</translation>
    </message>
    <message>
        <source>COM servers</source>
        <translation>COM-Server</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>Zertifikate</translation>
    </message>
    <message>
        <source>Choose the sites on the next page.</source>
        <translation>Wählen Sie die Websites auf der nächsten Seite aus.</translation>
    </message>
    <message>
        <source>DHCP server</source>
        <translation>DHCP-Server</translation>
    </message>
    <message>
        <source>DNS server</source>
        <translation>DNS-Server</translation>
    </message>
    <message>
        <source>Environment variables</source>
        <translation>Umgebungsvariablen</translation>
    </message>
    <message>
        <source>Firewall rules</source>
        <translation>Firewallregeln</translation>
    </message>
    <message>
        <source>Fonts</source>
        <translation>Schriftarten</translation>
    </message>
    <message>
        <source>Hosts file</source>
        <translation>Hosts-Datei</translation>
    </message>
    <message>
        <source>Installed programs</source>
        <translation>Installierte Programme</translation>
    </message>
    <message>
        <source>Local users</source>
        <translation>Lokale Benutzer</translation>
    </message>
    <message>
        <source>Message queues (MSMQ)</source>
        <translation>Nachrichtenwarteschlangen (MSMQ)</translation>
    </message>
    <message>
        <source>ODBC data sources</source>
        <translation>ODBC-Datenquellen</translation>
    </message>
    <message>
        <source>Registry keys</source>
        <translation>Registrierungsschlüssel</translation>
    </message>
    <message>
        <source>Scheduled tasks</source>
        <translation>Geplante Aufgaben</translation>
    </message>
    <message>
        <source>Shared folders</source>
        <translation>Freigegebene Ordner</translation>
    </message>
    <message>
        <source>TLS settings</source>
        <translation>TLS-Einstellungen</translation>
    </message>
    <message>
        <source>Web sites (IIS)</source>
        <translation>Websites (IIS)</translation>
    </message>
    <message>
        <source>Windows features</source>
        <translation>Windows-Features</translation>
    </message>
    <message>
        <source>Windows services</source>
        <translation>Windows-Dienste</translation>
    </message>
    <message>
        <source>carried over</source>
        <translation>übernommen</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>weggelassen</translation>
    </message>
    <message>
        <source>to be decided</source>
        <translation>zu entscheiden</translation>
    </message>
</context>
<context>
    <name>ArtifactsPage</name>
    <message numerus="yes">
        <source>%Ln kind(s), no web sites</source>
        <translation>
            <numerusform>%Ln Art, keine Websites</numerusform>
            <numerusform>%Ln Arten, keine Websites</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Next: sites</source>
        <translation>&amp;Weiter: Websites</translation>
    </message>
    <message>
        <source>&amp;What is carried over:</source>
        <translation>Was &amp;übernommen wird:</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Artifacts</source>
        <translation>Artefakte</translation>
    </message>
    <message>
        <source>Bring &amp;installer…</source>
        <translation>&amp;Installationsprogramm angeben…</translation>
    </message>
    <message>
        <source>Carrying it over:</source>
        <translation>Übernahme:</translation>
    </message>
    <message>
        <source>Choose at least one kind: an empty selection would mean the web sites.</source>
        <translation>Wählen Sie mindestens eine Art aus: Eine leere Auswahl würde die Websites bedeuten.</translation>
    </message>
    <message>
        <source>Choose what is carried over</source>
        <translation>Auswählen, was übernommen wird</translation>
    </message>
    <message>
        <source>Installer of this program</source>
        <translation>Installationsprogramm dieses Programms</translation>
    </message>
    <message>
        <source>Installers</source>
        <translation>Installationsprogramme</translation>
    </message>
    <message>
        <source>It was not looked for. Scan the disks again to see it here.</source>
        <translation>Danach wurde nicht gesucht. Scannen Sie die Datenträger erneut, um es hier zu sehen.</translation>
    </message>
    <message>
        <source>Reberth cannot make an installer from an installed program</source>
        <translation>Aus einem installierten Programm kann Reberth kein Installationsprogramm machen</translation>
    </message>
    <message>
        <source>Seen in:</source>
        <translation>Zu sehen in:</translation>
    </message>
    <message>
        <source>Web sites and {more} more</source>
        <translation>Websites und {more} weitere</translation>
    </message>
    <message>
        <source>Web sites</source>
        <translation>Websites</translation>
    </message>
    <message>
        <source>What it is, what carrying it over means, and what it needs</source>
        <translation>Was es ist, was die Übernahme bedeutet und was sie braucht</translation>
    </message>
    <message>
        <source>What it needs:</source>
        <translation>Was es braucht:</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close the note</source>
        <translation>Hinweis schließen</translation>
    </message>
    <message>
        <source>Reberth runs as administrator, which it does not need. Windows lets nothing be dropped from Explorer on such a window; use the buttons to choose files, or start Reberth again as a normal user.</source>
        <translation>Reberth läuft als Administrator, was nicht nötig ist. Auf ein solches Fenster lässt Windows nichts aus dem Explorer ziehen; wählen Sie Dateien über die Schaltflächen aus, oder starten Sie Reberth als normaler Benutzer neu.</translation>
    </message>
</context>
<context>
    <name>BaseBox</name>
    <message>
        <source>&amp;Keep secrets in the files</source>
        <translation>Geheimnisse be&amp;lassen</translation>
    </message>
    <message>
        <source>&amp;TLS ends in front of the container</source>
        <translation>&amp;TLS vor dem Container</translation>
    </message>
    <message>
        <source>&amp;Windows version:</source>
        <translation>Wi&amp;ndows:</translation>
    </message>
    <message>
        <source>Base ima&amp;ge:</source>
        <translation>Basisima&amp;ge:</translation>
    </message>
    <message>
        <source>Base image: {base}</source>
        <translation>Basisimage: {base}</translation>
    </message>
    <message>
        <source>Base image: {base}, runs with Hyper-V isolation only</source>
        <translation>Basisimage: {base}, läuft nur mit Hyper-V-Isolation</translation>
    </message>
    <message>
        <source>Base image: {base}, runs with either kind of isolation</source>
        <translation>Basisimage: {base}, läuft mit beiden Arten der Isolation</translation>
    </message>
    <message>
        <source>Base image: {base}, runs with process isolation only</source>
        <translation>Basisimage: {base}, läuft nur mit Prozessisolation</translation>
    </message>
    <message>
        <source>Base image: {base}. It does not run there: the tab Base image says why.</source>
        <translation>Basisimage: {base}. Es läuft dort nicht: Warum, sagt die Registerkarte „Basisimage“.</translation>
    </message>
    <message>
        <source>Base image: {base}. Whether it runs there is not known: see the tab.</source>
        <translation>Basisimage: {base}. Ob es dort läuft, ist nicht bekannt: siehe die Registerkarte.</translation>
    </message>
    <message>
        <source>Chosen by rule</source>
        <translation>Nach Regel gewählt</translation>
    </message>
    <message>
        <source>Files that hold secrets are copied as they are: everyone who has the image has them.</source>
        <translation>Dateien mit Geheimnissen werden kopiert, wie sie sind: Wer das Image hat, hat auch die Geheimnisse.</translation>
    </message>
    <message>
        <source>Hyper-V isolation</source>
        <translation>Hyper-V-Isolation</translation>
    </message>
    <message>
        <source>Process isolation</source>
        <translation>Prozessisolation</translation>
    </message>
</context>
<context>
    <name>BuildPage</name>
    <message>
        <source>&amp;Cancel build</source>
        <translation>Erstellen a&amp;bbrechen</translation>
    </message>
    <message>
        <source>&amp;Test run</source>
        <translation>&amp;Testlauf</translation>
    </message>
    <message>
        <source>Build &amp;image</source>
        <translation>&amp;Image erstellen</translation>
    </message>
    <message>
        <source>Build the image</source>
        <translation>Image erstellen</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Wird abgebrochen…</translation>
    </message>
    <message>
        <source>Ch&amp;ecks</source>
        <translation>Prüfun&amp;gen</translation>
    </message>
    <message>
        <source>Edit the Dockerfile</source>
        <translation>Dockerfile bearbeiten</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>Wird vorbereitet</translation>
    </message>
    <message>
        <source>Step {number} of {total}</source>
        <translation>Schritt {number} von {total}</translation>
    </message>
    <message>
        <source>The build was cancelled. Nothing of it is left on the engine.</source>
        <translation>Das Erstellen wurde abgebrochen. Auf der Engine ist nichts davon zurückgeblieben.</translation>
    </message>
    <message>
        <source>The image {tag} is built: {steps} steps in {time}.</source>
        <translation>Das Image {tag} ist erstellt: {steps} Schritte in {time}.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>BuildSettings</name>
    <message>
        <source>&amp;Name of the image:</source>
        <translation>&amp;Name des Images:</translation>
    </message>
    <message>
        <source>&amp;Pull the base image anew</source>
        <translation>Basisimage neu &amp;laden</translation>
    </message>
    <message>
        <source>As the engine likes</source>
        <translation>Nach Wahl der Engine</translation>
    </message>
    <message>
        <source>Br&amp;owse…</source>
        <translation>Du&amp;rchsuchen…</translation>
    </message>
    <message>
        <source>Folder with the inst&amp;allers:</source>
        <translation>Ordner mit den Inst&amp;allationsprogrammen:</translation>
    </message>
    <message>
        <source>Folder with the installers</source>
        <translation>Ordner mit den Installationsprogrammen</translation>
    </message>
    <message>
        <source>Hyper-V</source>
        <translation>Hyper-V</translation>
    </message>
    <message>
        <source>Iso&amp;lation of the build steps:</source>
        <translation>Is&amp;olation:</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Prozess</translation>
    </message>
</context>
<context>
    <name>BuildTables</name>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>From the cache</source>
        <translation>Aus dem Cache</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Layer</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>Nicht beendet</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>State or instruction</source>
        <translation>Status oder Anweisung</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
</context>
<context>
    <name>BuildView</name>
    <message>
        <source>&amp;Save log…</source>
        <translation>Protokoll s&amp;peichern…</translation>
    </message>
    <message>
        <source>Checks, log and layers</source>
        <translation>Prüfungen, Protokoll und Layer</translation>
    </message>
    <message>
        <source>Dockerfile of this build</source>
        <translation>Dockerfile dieses Builds</translation>
    </message>
    <message>
        <source>La&amp;yers</source>
        <translation>La&amp;yer</translation>
    </message>
    <message>
        <source>Layers of the image</source>
        <translation>Layer des Images</translation>
    </message>
    <message>
        <source>Lo&amp;g</source>
        <translation>Proto&amp;koll</translation>
    </message>
    <message>
        <source>Log of the build</source>
        <translation>Protokoll des Builds</translation>
    </message>
    <message>
        <source>Progress of the build</source>
        <translation>Fortschritt des Builds</translation>
    </message>
    <message>
        <source>Save log</source>
        <translation>Protokoll speichern</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Wird gestartet</translation>
    </message>
    <message>
        <source>Step {number} of {total}: {text}</source>
        <translation>Schritt {number} von {total}: {text}</translation>
    </message>
    <message>
        <source>Steps of the build</source>
        <translation>Schritte des Builds</translation>
    </message>
    <message>
        <source>{time} elapsed</source>
        <translation>{time} vergangen</translation>
    </message>
</context>
<context>
    <name>ChecksBox</name>
    <message>
        <source>&apos;{subject}&apos; cannot be the name of an image: small letters, digits and . _ - are allowed, with slashes between parts, and :tag at the end.</source>
        <translation>„{subject}“ kann nicht der Name eines Images sein: Erlaubt sind Kleinbuchstaben, Ziffern und . _ -, Schrägstriche zwischen den Teilen und :tag am Ende.</translation>
    </message>
    <message>
        <source>A part of your edit of {subject} has no place any more: see the page Dockerfile.</source>
        <translation>Ein Teil Ihrer Bearbeitung von {subject} passt nicht mehr: siehe die Seite Dockerfile.</translation>
    </message>
    <message>
        <source>All installers are in the folder.</source>
        <translation>Alle Installationsprogramme liegen im Ordner.</translation>
    </message>
    <message>
        <source>Asking the engine…</source>
        <translation>Engine wird abgefragt…</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) must be mended before the build: see the checks.</source>
        <translation>
            <numerusform>Vor dem Build ist %n Punkt zu beheben: siehe die Prüfungen.</numerusform>
            <numerusform>Vor dem Build sind %n Punkte zu beheben: siehe die Prüfungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Chec&amp;k again</source>
        <translation>&amp;Erneut prüfen</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Checks before the build</source>
        <translation>Prüfungen vor dem Erstellen</translation>
    </message>
    <message>
        <source>Everything is ready for the build.</source>
        <translation>Für den Build ist alles bereit.</translation>
    </message>
    <message numerus="yes">
        <source>It can be built, but %n check(s) should be looked at.</source>
        <translation>
            <numerusform>Der Build ist möglich, doch %n Prüfung sollten Sie ansehen.</numerusform>
            <numerusform>Der Build ist möglich, doch %n Prüfungen sollten Sie ansehen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking at the disks…</source>
        <translation>Die Datenträger werden angesehen…</translation>
    </message>
    <message>
        <source>Looking whether it can be built…</source>
        <translation>Es wird geprüft, ob der Build möglich ist…</translation>
    </message>
    <message>
        <source>The Dockerfile can be read by the engine&apos;s builder.</source>
        <translation>Der Builder der Engine kann das Dockerfile lesen.</translation>
    </message>
    <message>
        <source>The disks are where they were, and as they were.</source>
        <translation>Die Datenträger liegen, wo sie lagen, und sind unverändert.</translation>
    </message>
    <message>
        <source>There is no Dockerfile: no site can be carried over as things stand.</source>
        <translation>Es gibt kein Dockerfile: So, wie es steht, kann keine Website übernommen werden.</translation>
    </message>
    <message>
        <source>These installers are not in the folder: {subject}</source>
        <translation>Diese Installationsprogramme fehlen im Ordner: {subject}</translation>
    </message>
    <message>
        <source>Whether the disks are as they were could not be seen.</source>
        <translation>Ob die Datenträger unverändert sind, ließ sich nicht feststellen.</translation>
    </message>
    <message>
        <source>Your edits fit the generated files.</source>
        <translation>Ihre Bearbeitungen passen zu den erzeugten Dateien.</translation>
    </message>
    <message>
        <source>{subject} can be the name of an image.</source>
        <translation>{subject} kann der Name eines Images sein.</translation>
    </message>
    <message>
        <source>{subject} has changed since the scan: scan again on the page Image.</source>
        <translation>{subject} hat sich seit dem Scan geändert: Scannen Sie auf der Seite Abbild erneut.</translation>
    </message>
    <message>
        <source>{subject} is not there any more: locate it on the page Image.</source>
        <translation>{subject} ist nicht mehr da: Geben Sie auf der Seite Abbild an, wo die Datei jetzt liegt.</translation>
    </message>
</context>
<context>
    <name>ChoosingButtons</name>
    <message>
        <source>&amp;Add disks…</source>
        <translation>Datenträger hinzu&amp;fügen…</translation>
    </message>
    <message>
        <source>Add fold&amp;er…</source>
        <translation>&amp;Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>A virtual machine&apos;s folder, or a folder that holds a server&apos;s files</source>
        <translation>Der Ordner eines virtuellen Computers oder ein Ordner mit den Dateien eines Servers</translation>
    </message>
    <message>
        <source>Add &amp;path or share…</source>
        <translation>&amp;Pfad oder Freigabe hinzufügen…</translation>
    </message>
    <message>
        <source>L&amp;ocate…</source>
        <translation>&amp;Neu zuordnen…</translation>
    </message>
    <message>
        <source>Tell where a disk is now that is not found any more</source>
        <translation>Angeben, wo ein nicht mehr gefundener Datenträger jetzt liegt</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Try the sample</source>
        <translation>&amp;Beispiel ausprobieren</translation>
    </message>
    <message>
        <source>Add disks of one server</source>
        <translation>Datenträger eines Servers hinzufügen</translation>
    </message>
    <message>
        <source>Disk images</source>
        <translation>Datenträgerabbilder</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Ordner hinzufügen</translation>
    </message>
    <message>
        <source>Path of a disk image or folder, also on a share (\\server\share\disk.vhdx):</source>
        <translation>Pfad eines Datenträgerabbilds oder Ordners, auch auf einer Freigabe (\\server\share\disk.vhdx):</translation>
    </message>
    <message>
        <source>Add path or share</source>
        <translation>Pfad oder Freigabe hinzufügen</translation>
    </message>
    <message>
        <source>Where is this disk now?</source>
        <translation>Wo liegt dieser Datenträger jetzt?</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>A job is still running.</source>
        <translation>Ein Auftrag läuft noch.</translation>
    </message>
    <message>
        <source>It is stopped and removed when you close the window. The image and your choices stay.</source>
        <translation>Er wird angehalten und entfernt, wenn Sie das Fenster schließen. Das Image und Ihre Auswahl bleiben erhalten.</translation>
    </message>
    <message>
        <source>The container of the test run is still there.</source>
        <translation>Der Container des Testlaufs ist noch da.</translation>
    </message>
    <message>
        <source>The migration cannot be saved.</source>
        <translation>Die Migration lässt sich nicht speichern.</translation>
    </message>
    <message>
        <source>What it has done so far is given up when you close the window. Your choices are saved.</source>
        <translation>Was er bisher erledigt hat, geht verloren, wenn Sie das Fenster schließen. Ihre Auswahl ist gespeichert.</translation>
    </message>
    <message>
        <source>Your last choices are lost when you close the window. Stay to save it in another place.</source>
        <translation>Ihre letzten Eingaben gehen verloren, wenn Sie das Fenster schließen. Bleiben Sie, um sie an einem anderen Ort zu speichern.</translation>
    </message>
    <message>
        <source>&amp;End the job and close</source>
        <translation>&amp;Auftrag beenden und schließen</translation>
    </message>
    <message>
        <source>&amp;Close without saving</source>
        <translation>Ohne &amp;Speichern schließen</translation>
    </message>
    <message>
        <source>&amp;Remove the container and close</source>
        <translation>&amp;Container entfernen und schließen</translation>
    </message>
    <message>
        <source>&amp;Stay</source>
        <translation>&amp;Bleiben</translation>
    </message>
</context>
<context>
    <name>CommandRow</name>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
</context>
<context>
    <name>CompareTab</name>
    <message>
        <source>Chec&amp;k the other mode</source>
        <translation>Anderen Modus prü&amp;fen</translation>
    </message>
    <message>
        <source>Run the image in both modes, and see here where they differ.</source>
        <translation>Führen Sie das Image in beiden Modi aus; hier sehen Sie, worin sie sich unterscheiden.</translation>
    </message>
    <message>
        <source>Runs side by side</source>
        <translation>Läufe nebeneinander</translation>
    </message>
</context>
<context>
    <name>ContentBox</name>
    <message>
        <source>Content of the folder</source>
        <translation>Inhalt des Ordners</translation>
    </message>
    <message numerus="yes">
        <source>Left behind: %Ln file(s), {size}.</source>
        <translation>
            <numerusform>Bleiben zurück: %Ln Datei, {size}.</numerusform>
            <numerusform>Bleiben zurück: %Ln Dateien, {size}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Take everything a&amp;gain</source>
        <translation>Wieder alles ü&amp;bernehmen</translation>
    </message>
    <message numerus="yes">
        <source>To be copied: %Ln file(s), {size}.</source>
        <translation>
            <numerusform>Zu kopieren: %Ln Datei, {size}.</numerusform>
            <numerusform>Zu kopieren: %Ln Dateien, {size}.</numerusform>
        </translation>
    </message>
    <message>
        <source>seems to hold logs</source>
        <translation>enthält anscheinend Protokolle</translation>
    </message>
    <message>
        <source>seems to hold backups</source>
        <translation>enthält anscheinend Sicherungen</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Leave out %Ln proposed folder(s) ({size})</source>
        <translation>
            <numerusform>%Ln &amp;vorgeschlagenen Ordner weglassen ({size})</numerusform>
            <numerusform>%Ln &amp;vorgeschlagene Ordner weglassen ({size})</numerusform>
        </translation>
    </message>
    <message>
        <source>seems to hold uploads: a volume may suit it better</source>
        <translation>enthält anscheinend hochgeladene Dateien: Dafür eignet sich vielleicht ein Volume besser</translation>
    </message>
    <message>
        <source>seems to hold temporary files</source>
        <translation>enthält anscheinend temporäre Dateien</translation>
    </message>
    <message numerus="yes">
        <source>%n excluded folder(s) could not be counted.</source>
        <translation>
            <numerusform>%n ausgeschlossener Ordner ließ sich nicht zählen.</numerusform>
            <numerusform>%n ausgeschlossene Ordner ließen sich nicht zählen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Still counting…</source>
        <translation>Es wird noch gezählt…</translation>
    </message>
</context>
<context>
    <name>ContentTree</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Bemerkung</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>Konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>stays behind</source>
        <translation>bleibt zurück</translation>
    </message>
</context>
<context>
    <name>ContextRows</name>
    <message>
        <source>Copied to {target}</source>
        <translation>Kopiert nach {target}</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Generated, for people; not sent to the engine</source>
        <translation>Erzeugt, für Menschen; wird nicht an die Engine gesendet</translation>
    </message>
    <message>
        <source>Generated, part of the image or its making</source>
        <translation>Erzeugt, Teil des Images oder seiner Herstellung</translation>
    </message>
    <message>
        <source>In the build folder</source>
        <translation>Im Buildordner</translation>
    </message>
    <message>
        <source>Its secrets are taken out, and put in again at start</source>
        <translation>Die Geheimnisse werden entfernt und beim Start wieder eingesetzt</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Skeletons of the files that are filled at start</source>
        <translation>Gerüste der Dateien, die beim Start gefüllt werden</translation>
    </message>
    <message>
        <source>What becomes of it</source>
        <translation>Was daraus wird</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Reberth: a fault in the program</source>
        <translation>Reberth: ein Fehler im Programm</translation>
    </message>
    <message>
        <source>Something in Reberth went wrong that should not have. Your choices are saved in the migration. Nothing is sent anywhere; if you report the fault, read the text below before you pass it on.</source>
        <translation>In Reberth ist etwas schiefgegangen, das nicht hätte geschehen dürfen. Ihre Auswahl ist in der Migration gespeichert. Es wird nichts gesendet; wenn Sie den Fehler melden, lesen Sie den Text darunter, bevor Sie ihn weitergeben.</translation>
    </message>
    <message>
        <source>The fault</source>
        <translation>Der Fehler</translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Also in:</source>
        <translation>Auch in:</translation>
    </message>
</context>
<context>
    <name>DiffView</name>
    <message>
        <source>&amp;Previous difference</source>
        <translation>&amp;Vorheriger</translation>
    </message>
    <message>
        <source>Ne&amp;xt difference</source>
        <translation>&amp;Nächster</translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n Unterschied</numerusform>
            <numerusform>%n Unterschiede</numerusform>
        </translation>
    </message>
    <message>
        <source>No difference</source>
        <translation>Kein Unterschied</translation>
    </message>
</context>
<context>
    <name>Disks</name>
    <message>
        <source>Disks of the server</source>
        <translation>Datenträger des Servers</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>Changed since the last scan</source>
        <translation>Seit dem letzten Scan geändert</translation>
    </message>
    <message>
        <source>Choose an image of this file</source>
        <translation>Wählen Sie ein Abbild dieser Datei aus</translation>
    </message>
    <message>
        <source>Drop the server&apos;s disk images here, or press Add disks. They are only read, never changed.

No disk at hand? Try the sample.</source>
        <translation>Ziehen Sie die Datenträgerabbilder des Servers hierher, oder wählen Sie „Datenträger hinzufügen“. Sie werden nur gelesen, nie geändert.

Kein Datenträger zur Hand? Probieren Sie das Beispiel aus.</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird angesehen…</translation>
    </message>
    <message>
        <source>Not found there any more</source>
        <translation>Dort nicht mehr gefunden</translation>
    </message>
    <message>
        <source>Belongs to {name}</source>
        <translation>Gehört zu {name}</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>What is on it</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>on top of {names}</source>
        <translation>auf {names}</translation>
    </message>
</context>
<context>
    <name>DockerfilePage</name>
    <message numerus="yes">
        <source>%n file(s) edited by hand</source>
        <translation>
            <numerusform>%n Datei von Hand bearbeitet</numerusform>
            <numerusform>%n Dateien von Hand bearbeitet</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Cancel saving</source>
        <translation>S&amp;peichern abbrechen</translation>
    </message>
    <message>
        <source>&amp;Next: build</source>
        <translation>&amp;Weiter: Build</translation>
    </message>
    <message>
        <source>&amp;Save build folder…</source>
        <translation>Buildordner s&amp;peichern…</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>Anderen Ordner wählen</translation>
    </message>
    <message>
        <source>Edited by hand</source>
        <translation>Von Hand bearbeitet</translation>
    </message>
    <message>
        <source>Look at the Dockerfile</source>
        <translation>Dockerfile ansehen</translation>
    </message>
    <message>
        <source>Replace the build folder in it</source>
        <translation>Den Buildordner darin ersetzen</translation>
    </message>
    <message>
        <source>Save build folder</source>
        <translation>Buildordner speichern</translation>
    </message>
</context>
<context>
    <name>EditBar</name>
    <message>
        <source>&amp;Edit by hand</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Lines of the site:</source>
        <translation>Z&amp;eilen von:</translation>
    </message>
    <message>
        <source>&amp;Undo my edit</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Drop &amp;these parts</source>
        <translation>Diese &amp;Teile verwerfen</translation>
    </message>
    <message>
        <source>Sho&amp;w difference</source>
        <translation>Unterschied zei&amp;gen</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Parts of your edit without a place</source>
        <translation>Teile Ihrer Bearbeitung, die nicht mehr passen</translation>
    </message>
    <message numerus="yes">
        <source>The generated file has changed, and %n part(s) of your edit have no place in it any more. The text below is without them: write anew what is still needed, then drop them.</source>
        <translation>
            <numerusform>Die erzeugte Datei hat sich geändert, und %n Teil Ihrer Bearbeitung passt nicht mehr hinein. Der Text darunter ist ohne ihn: Schreiben Sie neu, was noch gebraucht wird, und verwerfen Sie ihn dann.</numerusform>
            <numerusform>Die erzeugte Datei hat sich geändert, und %n Teile Ihrer Bearbeitung passen nicht mehr hinein. Der Text darunter ist ohne sie: Schreiben Sie neu, was noch gebraucht wird, und verwerfen Sie sie dann.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EngineCheck</name>
    <message>
        <source>No engine is needed before the page Build.</source>
        <translation>Vor der Seite Erstellen wird keine Engine gebraucht.</translation>
    </message>
    <message>
        <source>The container engine is ready: {name}</source>
        <translation>Die Container-Engine ist bereit: {name}</translation>
    </message>
</context>
<context>
    <name>ErrorPanel</name>
    <message>
        <source>Close the message</source>
        <translation>Meldung schließen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Details kopieren</translation>
    </message>
</context>
<context>
    <name>EvidencePanel</name>
    <message>
        <source>Line {number} is fixed text: it is the same whatever is on the disks.</source>
        <translation>Zeile {number} ist fester Text: Sie ist immer gleich, was auch auf den Datenträgern ist.</translation>
    </message>
    <message>
        <source>Place in it</source>
        <translation>Stelle darin</translation>
    </message>
    <message>
        <source>Read from</source>
        <translation>Gelesen aus</translation>
    </message>
    <message>
        <source>What it serves</source>
        <translation>Wozu es dient</translation>
    </message>
    <message>
        <source>Where line {number} comes from:</source>
        <translation>Woher Zeile {number} kommt:</translation>
    </message>
    <message>
        <source>Where the line comes from</source>
        <translation>Woher die Zeile kommt</translation>
    </message>
</context>
<context>
    <name>FileEditor</name>
    <message>
        <source>Generated</source>
        <translation>Erzeugt</translation>
    </message>
    <message>
        <source>With your edit</source>
        <translation>Mit Ihrer Bearbeitung</translation>
    </message>
</context>
<context>
    <name>FindRow</name>
    <message>
        <source>Find ne&amp;xt</source>
        <translation>Weitersu&amp;chen</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
</context>
<context>
    <name>GeneratedFiles</name>
    <message>
        <source>&amp;Dockerfile</source>
        <translation>Docker&amp;file</translation>
    </message>
    <message>
        <source>&amp;IIS configuration</source>
        <translation>IIS-&amp;Konfiguration</translation>
    </message>
    <message>
        <source>.en&amp;v and secrets</source>
        <translation>Gehei&amp;mnisse (.env)</translation>
    </message>
    <message>
        <source>.env.example</source>
        <translation>.env.example</translation>
    </message>
    <message>
        <source>Base i&amp;mage</source>
        <translation>Basis&amp;image</translation>
    </message>
    <message>
        <source>Build f&amp;older</source>
        <translation>B&amp;uildordner</translation>
    </message>
    <message>
        <source>Dockerfile</source>
        <translation>Dockerfile</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Generated file</source>
        <translation>Erzeugte Datei</translation>
    </message>
    <message>
        <source>Generated files</source>
        <translation>Erzeugte Dateien</translation>
    </message>
    <message>
        <source>Sc&amp;ripts and data</source>
        <translation>&amp;Skripts und Daten</translation>
    </message>
    <message>
        <source>Scripts and data of the image</source>
        <translation>Skripts und Daten des Images</translation>
    </message>
    <message>
        <source>The base image&apos;s configuration</source>
        <translation>Konfiguration des Basisimages</translation>
    </message>
    <message>
        <source>The configuration is being put together…</source>
        <translation>Die Konfiguration wird zusammengestellt …</translation>
    </message>
    <message>
        <source>The edited stylesheet cannot be applied any more.</source>
        <translation>Das bearbeitete Stylesheet kann nicht mehr angewendet werden.</translation>
    </message>
    <message>
        <source>What is in the build folder</source>
        <translation>Was im Buildordner ist</translation>
    </message>
    <message>
        <source>With your sites</source>
        <translation>Mit Ihren Websites</translation>
    </message>
    <message>
        <source>compose.&amp;yaml</source>
        <translation>compose.&amp;yaml</translation>
    </message>
    <message>
        <source>compose.yaml</source>
        <translation>compose.yaml</translation>
    </message>
</context>
<context>
    <name>GoingOn</name>
    <message>
        <source>Build folder for Compose; an empty one is filled</source>
        <translation>Buildordner für Compose; ein leerer wird gefüllt</translation>
    </message>
    <message>
        <source>Name with the registry in it:</source>
        <translation>Name einschließlich der Registry:</translation>
    </message>
    <message>
        <source>Push the image</source>
        <translation>Image veröffentlichen</translation>
    </message>
    <message>
        <source>Save as tar</source>
        <translation>Als tar-Datei speichern</translation>
    </message>
    <message>
        <source>Save the manifest for Kubernetes</source>
        <translation>Manifest für Kubernetes speichern</translation>
    </message>
</context>
<context>
    <name>ImagePage</name>
    <message>
        <source>&amp;Disks of one server, the system disk and its data disks:</source>
        <translation>Da&amp;tenträger eines Servers: Systemdatenträger und Datenträger mit Daten:</translation>
    </message>
    <message>
        <source>&amp;Scan again</source>
        <translation>Erneut &amp;scannen</translation>
    </message>
    <message>
        <source>Add disks…</source>
        <translation>Datenträger hinzufügen…</translation>
    </message>
    <message>
        <source>Older checkpoints are left out: {names}</source>
        <translation>Ältere Prüfpunkte werden weggelassen: {names}</translation>
    </message>
    <message>
        <source>Progress of the scan</source>
        <translation>Fortschritt des Scans</translation>
    </message>
    <message>
        <source>Choose the server&apos;s disks</source>
        <translation>Datenträger des Servers auswählen</translation>
    </message>
    <message>
        <source>Scan again</source>
        <translation>Erneut scannen</translation>
    </message>
    <message>
        <source>{first} and {more} more</source>
        <translation>{first} und {more} weitere</translation>
    </message>
    <message>
        <source>Cancel &amp;scan</source>
        <translation>&amp;Scan abbrechen</translation>
    </message>
    <message>
        <source>&amp;Scan</source>
        <translation>&amp;Scannen</translation>
    </message>
    <message>
        <source>&amp;Next: artifacts</source>
        <translation>&amp;Weiter: Artefakte</translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>Follo&amp;w the log</source>
        <translation>Protokoll &amp;folgen</translation>
    </message>
    <message>
        <source>Find in the log</source>
        <translation>Im Protokoll suchen</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;New migration</source>
        <translation>&amp;Neue Migration</translation>
    </message>
    <message>
        <source>&amp;Recent migrations</source>
        <translation>&amp;Zuletzt verwendete Migrationen</translation>
    </message>
    <message>
        <source>&amp;Close window</source>
        <translation>Fenster &amp;schließen</translation>
    </message>
    <message>
        <source>E&amp;xit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>Speichern &amp;unter…</translation>
    </message>
    <message>
        <source>S&amp;ettings…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>&amp;About Reberth…</source>
        <translation>&amp;Info zu Reberth…</translation>
    </message>
    <message>
        <source>Migrations</source>
        <translation>Migrationen</translation>
    </message>
    <message>
        <source>Open a migration</source>
        <translation>Migration öffnen</translation>
    </message>
    <message>
        <source>Save the migration as</source>
        <translation>Migration speichern unter</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keine</translation>
    </message>
</context>
<context>
    <name>NextSteps</name>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>Pushed: {image} {digest}</source>
        <translation>Veröffentlicht: {image} {digest}</translation>
    </message>
    <message>
        <source>Pushing {image}</source>
        <translation>{image} wird veröffentlicht</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>Gespeichert: {file}</translation>
    </message>
    <message>
        <source>Saving {file}</source>
        <translation>{file} wird gespeichert</translation>
    </message>
    <message>
        <source>Started with Compose: {project}</source>
        <translation>Mit Compose gestartet: {project}</translation>
    </message>
    <message>
        <source>Starting with Compose</source>
        <translation>Start mit Compose</translation>
    </message>
    <message>
        <source>Stopped and removed: {project}</source>
        <translation>Gestoppt und entfernt: {project}</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Wird gestoppt</translation>
    </message>
    <message>
        <source>Writing the build folder {folder}</source>
        <translation>Der Buildordner {folder} wird geschrieben</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
</context>
<context>
    <name>ParentFinder</name>
    <message>
        <source>Find {name}…</source>
        <translation>{name} suchen…</translation>
    </message>
    <message>
        <source>Where is {name}?</source>
        <translation>Wo ist {name}?</translation>
    </message>
</context>
<context>
    <name>PieceBar</name>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Lines {first} to {last} of {all}</source>
        <translation>Zeilen {first} bis {last} von {all}</translation>
    </message>
</context>
<context>
    <name>PieceView</name>
    <message>
        <source>Find in the file</source>
        <translation>In der Datei suchen</translation>
    </message>
</context>
<context>
    <name>PlanSteps</name>
    <message>
        <source>A rule of Reberth&apos;s: {rule}</source>
        <translation>Eine Regel von Reberth: {rule}</translation>
    </message>
    <message>
        <source>Application pool {name}</source>
        <translation>Anwendungspool {name}</translation>
    </message>
    <message>
        <source>Application {name}</source>
        <translation>Anwendung {name}</translation>
    </message>
    <message>
        <source>Base image</source>
        <translation>Basisimage</translation>
    </message>
    <message>
        <source>Binding {name}</source>
        <translation>Bindung {name}</translation>
    </message>
    <message>
        <source>Content of {name}</source>
        <translation>Inhalt von {name}</translation>
    </message>
    <message>
        <source>Database {name}</source>
        <translation>Datenbank {name}</translation>
    </message>
    <message>
        <source>Drive {name}:</source>
        <translation>Laufwerk {name}:</translation>
    </message>
    <message>
        <source>Health check</source>
        <translation>Integritätsprüfung</translation>
    </message>
    <message>
        <source>IIS add-on {name}</source>
        <translation>IIS-Zusatzprodukt {name}</translation>
    </message>
    <message>
        <source>IIS section of a location {name}</source>
        <translation>IIS-Abschnitt für einen Pfad {name}</translation>
    </message>
    <message>
        <source>IIS section {name}</source>
        <translation>IIS-Abschnitt {name}</translation>
    </message>
    <message>
        <source>Port {name}</source>
        <translation>Port {name}</translation>
    </message>
    <message>
        <source>Rights on folders {name}</source>
        <translation>Berechtigungen für Ordner {name}</translation>
    </message>
    <message>
        <source>Section that web.config may not set {name}</source>
        <translation>Abschnitt, den web.config nicht setzen darf: {name}</translation>
    </message>
    <message>
        <source>Section that web.config may set {name}</source>
        <translation>Abschnitt, den web.config setzen darf: {name}</translation>
    </message>
    <message>
        <source>Site {name}</source>
        <translation>Website {name}</translation>
    </message>
    <message>
        <source>Value from outside {name}</source>
        <translation>Wert von außen {name}</translation>
    </message>
    <message>
        <source>Virtual directory {name}</source>
        <translation>Virtuelles Verzeichnis {name}</translation>
    </message>
    <message>
        <source>Windows feature {name}</source>
        <translation>Windows-Feature {name}</translation>
    </message>
    <message>
        <source>Written by you</source>
        <translation>Von Ihnen geschrieben</translation>
    </message>
    <message>
        <source>Your choice</source>
        <translation>Ihre Auswahl</translation>
    </message>
</context>
<context>
    <name>ProcessesTab</name>
    <message>
        <source>No container runs.</source>
        <translation>Es läuft kein Container.</translation>
    </message>
    <message>
        <source>Processes in the container</source>
        <translation>Prozesse im Container</translation>
    </message>
    <message>
        <source>Processor: {cpu} %   Memory: {memory}</source>
        <translation>Prozessor: {cpu} %   Arbeitsspeicher: {memory}</translation>
    </message>
    <message>
        <source>R&amp;efresh now</source>
        <translation>Jetzt &amp;aktualisieren</translation>
    </message>
</context>
<context>
    <name>ReadinessPage</name>
    <message>
        <source>&amp;Export report…</source>
        <translation>Bericht e&amp;xportieren…</translation>
    </message>
    <message>
        <source>F&amp;ind:</source>
        <translation>&amp;Suchen:</translation>
    </message>
    <message>
        <source>&amp;Next: Dockerfile</source>
        <translation>&amp;Weiter: Dockerfile</translation>
    </message>
    <message>
        <source>Accepted:</source>
        <translation>Akzeptiert:</translation>
    </message>
    <message>
        <source>Cannot &amp;work</source>
        <translation>Un&amp;möglich</translation>
    </message>
    <message>
        <source>Carried &amp;over</source>
        <translation>Ü&amp;bernommen</translation>
    </message>
    <message>
        <source>Export the readiness report</source>
        <translation>Bereitschaftsbericht exportieren</translation>
    </message>
    <message>
        <source>Nothing open</source>
        <translation>Nichts offen</translation>
    </message>
    <message>
        <source>Readiness</source>
        <translation>Bereitschaft</translation>
    </message>
    <message>
        <source>See what needs your attention</source>
        <translation>Ansehen, was Ihre Aufmerksamkeit braucht</translation>
    </message>
    <message>
        <source>The report is written: {path}</source>
        <translation>Der Bericht ist geschrieben: {path}</translation>
    </message>
    <message>
        <source>To be &amp;decided</source>
        <translation>Zu &amp;entscheiden</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>Webseite</translation>
    </message>
    <message>
        <source>What to look at</source>
        <translation>Was anzusehen ist</translation>
    </message>
    <message>
        <source>Worth &amp;knowing</source>
        <translation>W&amp;issenswert</translation>
    </message>
    <message>
        <source>{number} open</source>
        <translation>{number} offen</translation>
    </message>
    <message>
        <source>{open} open, {accepted} accepted, {all} in all.</source>
        <translation>{open} offen, {accepted} akzeptiert, {all} insgesamt.</translation>
    </message>
</context>
<context>
    <name>RemarkDetails</name>
    <message>
        <source>&amp;Accept</source>
        <translation>&amp;Akzeptieren</translation>
    </message>
    <message>
        <source>&amp;Reason to accept it:</source>
        <translation>&amp;Grund für das Akzeptieren:</translation>
    </message>
    <message>
        <source>&amp;Withdraw acceptance</source>
        <translation>Akzeptieren zu&amp;rücknehmen</translation>
    </message>
    <message>
        <source>Accepted:</source>
        <translation>Akzeptiert:</translation>
    </message>
    <message>
        <source>It is carried over as it is.</source>
        <translation>Es wird so übernommen, wie es ist.</translation>
    </message>
    <message>
        <source>Seen in:</source>
        <translation>Zu sehen in:</translation>
    </message>
    <message>
        <source>What it is, why, and what to do</source>
        <translation>Was es ist, warum, und was zu tun ist</translation>
    </message>
    <message>
        <source>What you can do:</source>
        <translation>Was Sie tun können:</translation>
    </message>
    <message>
        <source>Why:</source>
        <translation>Warum:</translation>
    </message>
</context>
<context>
    <name>Remarks</name>
    <message>
        <source>About</source>
        <translation>Betrifft</translation>
    </message>
    <message>
        <source>Add-on</source>
        <translation>Zusatzprodukt</translation>
    </message>
    <message>
        <source>Application pool</source>
        <translation>Anwendungspool</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>Anwendung</translation>
    </message>
    <message>
        <source>Binding</source>
        <translation>Bindung</translation>
    </message>
    <message>
        <source>Cannot work</source>
        <translation>Unmöglich</translation>
    </message>
    <message>
        <source>Carried over</source>
        <translation>Übernommen</translation>
    </message>
    <message>
        <source>Configuration section</source>
        <translation>Konfigurationsabschnitt</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Drive</source>
        <translation>Laufwerk</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Permission</source>
        <translation>Berechtigung</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Website</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>To be decided</source>
        <translation>Zu entscheiden</translation>
    </message>
    <message>
        <source>Virtual directory</source>
        <translation>Virtuelles Verzeichnis</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Windows feature</source>
        <translation>Windows-Feature</translation>
    </message>
    <message>
        <source>Worth knowing</source>
        <translation>Wissenswert</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>akzeptiert</translation>
    </message>
</context>
<context>
    <name>ReplayTab</name>
    <message>
        <source>Addresses that are answered otherwise</source>
        <translation>Adressen, auf die anders geantwortet wird</translation>
    </message>
    <message>
        <source>Ask old addresses (repla&amp;y)</source>
        <translation>Alte Adressen abfragen (repla&amp;y)</translation>
    </message>
    <message>
        <source>Every address in the old server&apos;s own logs is asked of the container, GET only, without a sign-in. Think of what the application&apos;s database is before you ask.</source>
        <translation>Jede Adresse aus den eigenen Protokollen des alten Servers wird beim Container abgefragt, nur mit GET und ohne Anmeldung. Bedenken Sie vorher, welche Datenbank die Anwendung verwendet.</translation>
    </message>
    <message>
        <source>Progress of the questions</source>
        <translation>Fortschritt der Abfragen</translation>
    </message>
    <message>
        <source>Requests: {lines}, log files: {files}. Different addresses asked: {asked}, answered otherwise: {differences}.</source>
        <translation>Anforderungen: {lines}, Protokolldateien: {files}. Verschiedene Adressen abgefragt: {asked}, anders beantwortet: {differences}.</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Wird gestartet</translation>
    </message>
    <message>
        <source>Stop asking (repla&amp;y)</source>
        <translation>Abfragen beenden (repla&amp;y)</translation>
    </message>
</context>
<context>
    <name>RunForm</name>
    <message>
        <source>H&amp;yper-V isolation</source>
        <translation>Hyper-&amp;V-Isolation</translation>
    </message>
    <message>
        <source>&amp;Memory:</source>
        <translation>&amp;Arbeitsspeicher:</translation>
    </message>
    <message>
        <source>&amp;As the engine likes</source>
        <translation>W&amp;ie die Engine es will</translation>
    </message>
    <message>
        <source>&amp;Ports (host:container):</source>
        <translation>&amp;Ports (Host:Container):</translation>
    </message>
    <message>
        <source>A small machine of its own: runs older images too, needs Hyper-V and more memory.</source>
        <translation>Ein eigener kleiner virtueller Computer: führt auch ältere Images aus, braucht Hyper-V und mehr Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>En&amp;vironment:</source>
        <translation>&amp;Umgebung:</translation>
    </message>
    <message>
        <source>Hyper-V isolation</source>
        <translation>Hyper-V-Isolation</translation>
    </message>
    <message>
        <source>On this engine that is {mode}.</source>
        <translation>Auf dieser Engine ist das {mode}.</translation>
    </message>
    <message>
        <source>P&amp;rocess isolation</source>
        <translation>P&amp;rozessisolation</translation>
    </message>
    <message>
        <source>Proc&amp;essors:</source>
        <translation>Pr&amp;ozessoren:</translation>
    </message>
    <message>
        <source>Processors</source>
        <translation>Prozessoren</translation>
    </message>
    <message>
        <source>Servers take process isolation, Windows 10 and 11 take Hyper-V.</source>
        <translation>Server verwenden Prozessisolation, Windows 10 und 11 Hyper-V.</translation>
    </message>
    <message>
        <source>Shares the host&apos;s kernel: starts fast, but the builds of Windows must fit.</source>
        <translation>Teilt sich den Kernel des Hosts: startet schnell, aber die Windows-Builds müssen zusammenpassen.</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>free ports</source>
        <translation>freie Ports</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>process isolation</source>
        <translation>Prozessisolation</translation>
    </message>
</context>
<context>
    <name>RunPage</name>
    <message>
        <source>&amp;Cancel start</source>
        <translation>Start a&amp;bbrechen</translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation>Proto&amp;koll</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>&amp;Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Use and processes</source>
        <translation>&amp;Nutzung und Prozesse</translation>
    </message>
    <message>
        <source>Cancelled. No container is left.</source>
        <translation>Abgebrochen. Es ist kein Container zurückgeblieben.</translation>
    </message>
    <message>
        <source>Log of the container</source>
        <translation>Protokoll des Containers</translation>
    </message>
    <message>
        <source>Mo&amp;des compared</source>
        <translation>Modusver&amp;gleich</translation>
    </message>
    <message>
        <source>Old lo&amp;gs</source>
        <translation>Alte Protoko&amp;lle</translation>
    </message>
    <message>
        <source>Progress of the test run</source>
        <translation>Fortschritt des Testlaufs</translation>
    </message>
    <message>
        <source>S&amp;ites</source>
        <translation>Website&amp;s</translation>
    </message>
    <message>
        <source>Settings and results of the test run</source>
        <translation>Einstellungen und Ergebnisse des Testlaufs</translation>
    </message>
    <message>
        <source>St&amp;op container</source>
        <translation>Container anhal&amp;ten</translation>
    </message>
    <message>
        <source>Start &amp;test run</source>
        <translation>&amp;Testlauf starten</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Wird gestartet</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten…</translation>
    </message>
    <message>
        <source>Test the image</source>
        <translation>Image testen</translation>
    </message>
    <message>
        <source>The container has ended by itself; its log says more.</source>
        <translation>Der Container hat sich selbst beendet; sein Protokoll sagt mehr.</translation>
    </message>
    <message>
        <source>The image was built before your last changes: build it anew first.</source>
        <translation>Das Image wurde vor Ihren letzten Änderungen erstellt: Erstellen Sie es zuerst neu.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Try the other mode</source>
        <translation>Anderen Modus versuchen</translation>
    </message>
    <message>
        <source>What &amp;now</source>
        <translation>Wie &amp;weiter</translation>
    </message>
    <message>
        <source>Without a value: {names}. Enter them on the page Dockerfile, or see what fails without.</source>
        <translation>Ohne Wert: {names}. Geben Sie die Werte auf der Seite Dockerfile ein, oder sehen Sie, was ohne sie fehlschlägt.</translation>
    </message>
    <message>
        <source>{container} runs until you stop it or close the window.</source>
        <translation>{container} läuft, bis Sie ihn anhalten oder das Fenster schließen.</translation>
    </message>
    <message numerus="yes">
        <source>{good} of %Ln request(s) answered well; ready after {seconds} s. {isolation}.</source>
        <translation>
            <numerusform>{good} von %Ln Abfrage wurde gut beantwortet; bereit nach {seconds} s. {isolation}.</numerusform>
            <numerusform>{good} von %Ln Abfragen wurden gut beantwortet; bereit nach {seconds} s. {isolation}.</numerusform>
        </translation>
    </message>
    <message>
        <source>{good} of {count} answered well</source>
        <translation>{good} von {count} gut beantwortet</translation>
    </message>
</context>
<context>
    <name>RunTables</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Gefragt</translation>
    </message>
    <message>
        <source>Carried over</source>
        <translation>Übernommen</translation>
    </message>
    <message>
        <source>Certificate: {subject}</source>
        <translation>Zertifikat: {subject}</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>Container</translation>
    </message>
    <message>
        <source>Hyper-V isolation</source>
        <translation>Hyper-V-Isolation</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Weggelassen</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>Old server</source>
        <translation>Alter Server</translation>
    </message>
    <message>
        <source>Process isolation</source>
        <translation>Prozessisolation</translation>
    </message>
    <message>
        <source>Ready after</source>
        <translation>Bereit nach</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Website</translation>
    </message>
    <message>
        <source>The engine is on another machine: whether its host sees them cannot be seen from here.</source>
        <translation>Die Engine läuft auf einem anderen Computer: Ob ihr Host sie sieht, ist von hier aus nicht zu erkennen.</translation>
    </message>
    <message>
        <source>The engine&apos;s default</source>
        <translation>Standard der Engine</translation>
    </message>
    <message>
        <source>The host&apos;s task list shows none of them: they run in a machine of their own (Hyper-V).</source>
        <translation>Die Prozessliste des Hosts zeigt keinen davon: Sie laufen in einem eigenen virtuellen Computer (Hyper-V).</translation>
    </message>
    <message>
        <source>The host&apos;s task list shows {seen} of {count} of them: they share its kernel (process isolation).</source>
        <translation>Die Prozessliste des Hosts zeigt {seen} von {count}: Sie teilen sich seinen Kernel (Prozessisolation).</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Times asked</source>
        <translation>Wie oft gefragt</translation>
    </message>
    <message>
        <source>Title of the page</source>
        <translation>Titel der Seite</translation>
    </message>
    <message>
        <source>To be decided</source>
        <translation>Zu entscheiden</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Was daraus wurde</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Why, and what to do</source>
        <translation>Warum, und was zu tun ist</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Cancelled. Nothing was written.</source>
        <translation>Abgebrochen. Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Progress of saving the build folder</source>
        <translation>Fortschritt beim Speichern des Buildordners</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Wird gestartet</translation>
    </message>
    <message numerus="yes">
        <source>The build folder is written: {folder}, %n content file(s).</source>
        <translation>
            <numerusform>Der Buildordner ist geschrieben: {folder}, %n Inhaltsdatei.</numerusform>
            <numerusform>Der Buildordner ist geschrieben: {folder}, %n Inhaltsdateien.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Scanning</name>
    <message numerus="yes">
        <source>{phase}: %Ln file(s)</source>
        <translation>
            <numerusform>{phase}: %Ln Datei</numerusform>
            <numerusform>{phase}: %Ln Dateien</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SecretsBox</name>
    <message>
        <source>Show v&amp;alues</source>
        <translation>Werte &amp;offen anzeigen</translation>
    </message>
    <message>
        <source>The chosen sites need no value from outside.</source>
        <translation>Die gewählten Websites brauchen keinen Wert von außen.</translation>
    </message>
    <message>
        <source>These values were not taken from the disk. Those entered here are used for the test run only, and are forgotten with this window. Leave a field empty to run without it.</source>
        <translation>Diese Werte wurden nicht vom Datenträger übernommen. Was Sie hier eingeben, wird nur für den Testlauf verwendet und mit diesem Fenster vergessen. Lassen Sie ein Feld leer, um ohne den Wert zu starten.</translation>
    </message>
</context>
<context>
    <name>ServerCard</name>
    <message>
        <source>Letter</source>
        <translation>Laufw.</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>File system</source>
        <translation>Dateisystem</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Drives of the server</source>
        <translation>Laufwerke des Servers</translation>
    </message>
    <message>
        <source>Drive &amp;letter…</source>
        <translation>&amp;Laufwerkbuchstabe…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s), {size}</source>
        <translation>
            <numerusform>%Ln Datei, {size}</numerusform>
            <numerusform>%Ln Dateien, {size}</numerusform>
        </translation>
    </message>
    <message>
        <source>Checkpoint:</source>
        <translation>Prüfpunkt:</translation>
    </message>
    <message>
        <source>For a drive whose letter the server does not tell</source>
        <translation>Für ein Laufwerk, dessen Buchstaben der Server nicht verrät</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>System:</source>
        <translation>System:</translation>
    </message>
    <message numerus="yes">
        <source>{sites} with %Ln application(s)</source>
        <translation>
            <numerusform>{sites} mit %Ln Anwendung</numerusform>
            <numerusform>{sites} mit %Ln Anwendungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Roles:</source>
        <translation>Rollen:</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>keine gefunden</translation>
    </message>
    <message>
        <source>{name} on top of {names}</source>
        <translation>{name} auf {names}</translation>
    </message>
    <message>
        <source>Sites:</source>
        <translation>Websites:</translation>
    </message>
    <message>
        <source>IIS is not installed on this server</source>
        <translation>IIS ist auf diesem Server nicht installiert</translation>
    </message>
    <message>
        <source>Content:</source>
        <translation>Inhalt:</translation>
    </message>
    <message>
        <source>Domain:</source>
        <translation>Domäne:</translation>
    </message>
    <message>
        <source>Which drive was this on the server?</source>
        <translation>Welches Laufwerk war das auf dem Server?</translation>
    </message>
    <message>
        <source>Drive letter</source>
        <translation>Laufwerkbuchstabe</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Empty: the engine that the docker command would use. A migration that names an engine keeps it.</source>
        <translation>Leer: die Engine, die der Befehl docker verwenden würde. Eine Migration, die eine Engine nennt, behält diese.</translation>
    </message>
    <message>
        <source>High contrast, dark</source>
        <translation>Hoher Kontrast, dunkel</translation>
    </message>
    <message>
        <source>High contrast, light</source>
        <translation>Hoher Kontrast, hell</translation>
    </message>
    <message>
        <source>&amp;Theme:</source>
        <translation>&amp;Design:</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>&amp;Sprache:</translation>
    </message>
    <message>
        <source>Container &amp;engine:</source>
        <translation>Container-&amp;Engine:</translation>
    </message>
    <message>
        <source>&amp;Proxy for build steps:</source>
        <translation>&amp;Proxy für Buildschritte:</translation>
    </message>
    <message>
        <source>&amp;Registry for pushing:</source>
        <translation>&amp;Registry zum Veröffentlichen:</translation>
    </message>
</context>
<context>
    <name>SiteDetails</name>
    <message numerus="yes">
        <source>%Ln file(s), {size}</source>
        <translation>
            <numerusform>%Ln Datei, {size}</numerusform>
            <numerusform>%Ln Dateien, {size}</numerusform>
        </translation>
    </message>
    <message>
        <source>, line {line}</source>
        <translation>, Zeile {line}</translation>
    </message>
    <message>
        <source>Application pool</source>
        <translation>Anwendungspool</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>Anwendung</translation>
    </message>
    <message>
        <source>Authentication</source>
        <translation>Authentifizierung</translation>
    </message>
    <message>
        <source>Binding</source>
        <translation>Bindung</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Folder on the server</source>
        <translation>Ordner auf dem Server</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>IIS default</source>
        <translation>IIS-Standard</translation>
    </message>
    <message>
        <source>Needs</source>
        <translation>Benötigt</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Anwendungspool</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Website</translation>
    </message>
    <message>
        <source>Virtual directory</source>
        <translation>Virtuelles Verzeichnis</translation>
    </message>
    <message>
        <source>from the server&apos;s defaults</source>
        <translation>aus den Standardwerten des Servers</translation>
    </message>
    <message>
        <source>set here</source>
        <translation>hier gesetzt</translation>
    </message>
</context>
<context>
    <name>SiteSections</name>
    <message>
        <source>entries: {number}</source>
        <translation>Einträge: {number}</translation>
    </message>
    <message>
        <source>{name}: secret</source>
        <translation>{name}: geheim</translation>
    </message>
</context>
<context>
    <name>SiteTree</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Bindings</source>
        <translation>Bindungen</translation>
    </message>
    <message>
        <source>Application pool</source>
        <translation>Anwendungspool</translation>
    </message>
    <message>
        <source>Runtime</source>
        <translation>Laufzeit</translation>
    </message>
    <message>
        <source>Drive</source>
        <translation>Laufw.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Readiness</source>
        <translation>Bereitschaft</translation>
    </message>
    <message>
        <source>application</source>
        <translation>Anwendung</translation>
    </message>
    <message>
        <source>virtual directory</source>
        <translation>virtuelles Verzeichnis</translation>
    </message>
    <message>
        <source>no managed code</source>
        <translation>kein verwalteter Code</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>no web binding</source>
        <translation>keine Webbindung</translation>
    </message>
    <message>
        <source>cannot work</source>
        <translation>unmöglich</translation>
    </message>
    <message>
        <source>to be decided</source>
        <translation>zu entscheiden</translation>
    </message>
    <message>
        <source>worth knowing</source>
        <translation>wissenswert</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
</context>
<context>
    <name>SitesPage</name>
    <message>
        <source>F&amp;ind:</source>
        <translation>&amp;Suchen:</translation>
    </message>
    <message>
        <source>Name, binding, pool</source>
        <translation>Name, Bindung, Anwendungspool</translation>
    </message>
    <message>
        <source>Sites, applications and virtual directories</source>
        <translation>Websites, Anwendungen und virtuelle Verzeichnisse</translation>
    </message>
    <message numerus="yes">
        <source>{chosen} of %Ln site(s)</source>
        <translation>
            <numerusform>{chosen} von %Ln Website</numerusform>
            <numerusform>{chosen} von %Ln Websites</numerusform>
        </translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Where from</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Effective settings</source>
        <translation>Wirksame Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Settings in force</source>
        <translation>&amp;Geltende Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Content and exclusions</source>
        <translation>&amp;Inhalt und Ausschlüsse</translation>
    </message>
    <message>
        <source>Details of what is selected</source>
        <translation>Details zur Auswahl</translation>
    </message>
    <message>
        <source>Choose the sites that move</source>
        <translation>Websites für den Umzug auswählen</translation>
    </message>
    <message>
        <source>&amp;Next: readiness</source>
        <translation>&amp;Weiter: Bereitschaft</translation>
    </message>
    <message>
        <source>Choose at least one site: an empty selection would mean all of them.</source>
        <translation>Wählen Sie mindestens eine Website aus: Eine leere Auswahl würde alle bedeuten.</translation>
    </message>
</context>
<context>
    <name>SitesTab</name>
    <message>
        <source>Answers of the sites</source>
        <translation>Antworten der Websites</translation>
    </message>
    <message>
        <source>Explanation of the answer</source>
        <translation>Erklärung der Antwort</translation>
    </message>
    <message>
        <source>Nothing to explain: it answered as it should.</source>
        <translation>Nichts zu erklären: Die Antwort ist, wie sie sein soll.</translation>
    </message>
    <message>
        <source>Show p&amp;age in the browser</source>
        <translation>Seite i&amp;m Browser anzeigen</translation>
    </message>
</context>
<context>
    <name>StepList</name>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>Image</source>
        <translation>Abbild</translation>
    </message>
    <message>
        <source>Artifacts</source>
        <translation>Artefakte</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>Websites</translation>
    </message>
    <message>
        <source>Readiness</source>
        <translation>Bereitschaft</translation>
    </message>
    <message>
        <source>Dockerfile</source>
        <translation>Dockerfile</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>Erstellen</translation>
    </message>
    <message>
        <source>Test run</source>
        <translation>Testlauf</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Zu erledigen</translation>
    </message>
    <message>
        <source>Current step</source>
        <translation>Aktueller Schritt</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Done, with a warning</source>
        <translation>Erledigt, mit einer Warnung</translation>
    </message>
    <message>
        <source>Needs another look</source>
        <translation>Noch einmal ansehen</translation>
    </message>
    <message>
        <source>Not possible yet</source>
        <translation>Noch nicht möglich</translation>
    </message>
    <message>
        <source>Build the image first.</source>
        <translation>Erstellen Sie zuerst das Image.</translation>
    </message>
    <message>
        <source>Scan the disks first.</source>
        <translation>Scannen Sie zuerst die Datenträger.</translation>
    </message>
</context>
<context>
    <name>TargetBox</name>
    <message>
        <source>Where the engine runs</source>
        <translation>Wo die Engine läuft</translation>
    </message>
    <message>
        <source>Where will it r&amp;un?</source>
        <translation>Wo wird es la&amp;ufen?</translation>
    </message>
    <message>
        <source>Chec&amp;k engine</source>
        <translation>Engine p&amp;rüfen</translation>
    </message>
    <message>
        <source>Asking the container engine…</source>
        <translation>Container-Engine wird abgefragt…</translation>
    </message>
</context>
<context>
    <name>WhatNow</name>
    <message>
        <source>Ask the old server&apos;s addresses</source>
        <translation>Adressen des alten Servers abfragen</translation>
    </message>
    <message>
        <source>Build the image from the disks</source>
        <translation>Image von den Datenträgern erstellen</translation>
    </message>
    <message>
        <source>Carried over: {carried}   To be decided: {undecided}   Left out: {left}</source>
        <translation>Übernommen: {carried}   Zu entscheiden: {undecided}   Weggelassen: {left}</translation>
    </message>
    <message>
        <source>Command lines to copy</source>
        <translation>Befehlszeilen zum Kopieren</translation>
    </message>
    <message>
        <source>Look at the disks</source>
        <translation>Datenträger ansehen</translation>
    </message>
    <message>
        <source>Name a registry in the settings first.</source>
        <translation>Geben Sie zuerst in den Einstellungen eine Registry an.</translation>
    </message>
    <message>
        <source>Ne&amp;xt step:</source>
        <translation>Nächster S&amp;chritt:</translation>
    </message>
    <message>
        <source>Push it to the registry</source>
        <translation>In der Registry veröffentlichen</translation>
    </message>
    <message>
        <source>Push to a registry</source>
        <translation>In einer Registry veröffentlichen</translation>
    </message>
    <message>
        <source>Run it and ask each site</source>
        <translation>Ausführen und jede Website abfragen</translation>
    </message>
    <message>
        <source>Run on Kubernetes</source>
        <translation>Unter Kubernetes ausführen</translation>
    </message>
    <message>
        <source>&amp;Push…</source>
        <translation>H&amp;ochladen…</translation>
    </message>
    <message>
        <source>All of it by command line</source>
        <translation>Alles per Befehlszeile</translation>
    </message>
    <message>
        <source>Canc&amp;el</source>
        <translation>Abb&amp;rechen</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>Ko&amp;pieren</translation>
    </message>
    <message>
        <source>Sa&amp;ve as tar…</source>
        <translation>&amp;Als Tar speichern…</translation>
    </message>
    <message>
        <source>Save &amp;manifest…</source>
        <translation>&amp;Manifest speichern…</translation>
    </message>
    <message>
        <source>Save as a tar</source>
        <translation>Als Tar speichern</translation>
    </message>
    <message>
        <source>Save it as a tar</source>
        <translation>Als tar-Datei speichern</translation>
    </message>
    <message>
        <source>Shell for the command lines</source>
        <translation>Shell für die Befehlszeilen</translation>
    </message>
    <message>
        <source>Start it with Compose</source>
        <translation>Mit Compose starten</translation>
    </message>
    <message>
        <source>Start with Co&amp;mpose…</source>
        <translation>Mit Co&amp;mpose starten…</translation>
    </message>
    <message>
        <source>Start with Compose</source>
        <translation>Mit Compose starten</translation>
    </message>
    <message>
        <source>Stop and &amp;remove</source>
        <translation>Stoppen und ent&amp;fernen</translation>
    </message>
    <message>
        <source>Stop it</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>What became of everything that was found</source>
        <translation>Was aus allem Gefundenen wurde</translation>
    </message>
    <message>
        <source>Write the build folder</source>
        <translation>Buildordner schreiben</translation>
    </message>
</context>
<context>
    <name>WimBox</name>
    <message>
        <source>&amp;Image in the WIM file:</source>
        <translation>&amp;Abbild in der WIM-Datei:</translation>
    </message>
    <message>
        <source>Choose the image of the server</source>
        <translation>Abbild des Servers auswählen</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Ending the job…</source>
        <translation>Auftrag wird beendet…</translation>
    </message>
</context>
</TS>
