<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ArtifactsPage</name>
    <message numerus="yes">
        <source>%Ln kind(s), no web sites</source>
        <translation>
            <numerusform>%Ln kind, no web sites</numerusform>
            <numerusform>%Ln kinds, no web sites</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChecksBox</name>
    <message numerus="yes">
        <source>%n thing(s) must be mended before the build: see the checks.</source>
        <translation>
            <numerusform>%n thing must be mended before the build: see the checks.</numerusform>
            <numerusform>%n things must be mended before the build: see the checks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It can be built, but %n check(s) should be looked at.</source>
        <translation>
            <numerusform>It can be built, but %n check should be looked at.</numerusform>
            <numerusform>It can be built, but %n checks should be looked at.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ContentBox</name>
    <message numerus="yes">
        <source>%n excluded folder(s) could not be counted.</source>
        <translation>
            <numerusform>%n excluded folder could not be counted.</numerusform>
            <numerusform>%n excluded folders could not be counted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Leave out %Ln proposed folder(s) ({size})</source>
        <translation>
            <numerusform>&amp;Leave out %Ln proposed folder ({size})</numerusform>
            <numerusform>&amp;Leave out %Ln proposed folders ({size})</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left behind: %Ln file(s), {size}.</source>
        <translation>
            <numerusform>Left behind: %Ln file, {size}.</numerusform>
            <numerusform>Left behind: %Ln files, {size}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>To be copied: %Ln file(s), {size}.</source>
        <translation>
            <numerusform>To be copied: %Ln file, {size}.</numerusform>
            <numerusform>To be copied: %Ln files, {size}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DiffView</name>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n difference</numerusform>
            <numerusform>%n differences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DockerfilePage</name>
    <message numerus="yes">
        <source>%n file(s) edited by hand</source>
        <translation>
            <numerusform>%n file edited by hand</numerusform>
            <numerusform>%n files edited by hand</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EditBar</name>
    <message numerus="yes">
        <source>The generated file has changed, and %n part(s) of your edit have no place in it any more. The text below is without them: write anew what is still needed, then drop them.</source>
        <translation>
            <numerusform>The generated file has changed, and %n part of your edit has no place in it any more. The text below is without it: write anew what is still needed, then drop it.</numerusform>
            <numerusform>The generated file has changed, and %n parts of your edit have no place in it any more. The text below is without them: write anew what is still needed, then drop them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunPage</name>
    <message numerus="yes">
        <source>{good} of %Ln request(s) answered well; ready after {seconds} s. {isolation}.</source>
        <translation>
            <numerusform>{good} of %Ln request was answered well; ready after {seconds} s. {isolation}.</numerusform>
            <numerusform>{good} of %Ln requests were answered well; ready after {seconds} s. {isolation}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message numerus="yes">
        <source>The build folder is written: {folder}, %n content file(s).</source>
        <translation>
            <numerusform>The build folder is written: {folder}, %n content file.</numerusform>
            <numerusform>The build folder is written: {folder}, %n content files.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Scanning</name>
    <message numerus="yes">
        <source>{phase}: %Ln file(s)</source>
        <translation>
            <numerusform>{phase}: %Ln file</numerusform>
            <numerusform>{phase}: %Ln files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ServerCard</name>
    <message numerus="yes">
        <source>%Ln file(s), {size}</source>
        <translation>
            <numerusform>%Ln file, {size}</numerusform>
            <numerusform>%Ln files, {size}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{sites} with %Ln application(s)</source>
        <translation>
            <numerusform>{sites} with %Ln application</numerusform>
            <numerusform>{sites} with %Ln applications</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SiteDetails</name>
    <message numerus="yes">
        <source>%Ln file(s), {size}</source>
        <translation>
            <numerusform>%Ln file, {size}</numerusform>
            <numerusform>%Ln files, {size}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SitesPage</name>
    <message numerus="yes">
        <source>{chosen} of %Ln site(s)</source>
        <translation>
            <numerusform>{chosen} of %Ln site</numerusform>
            <numerusform>{chosen} of %Ln sites</numerusform>
        </translation>
    </message>
</context>
</TS>
