<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
    <name>Saving</name>
    <message numerus="yes">
        <source>The build folder is written: {folder}, %n content file(s).</source>
        <translation>
            <numerusform>The build folder is written: {folder}, %n content file.</numerusform>
            <numerusform>The build folder is written: {folder}, %n content files.</numerusform>
        </translation>
    </message>
</context>
</TS>
