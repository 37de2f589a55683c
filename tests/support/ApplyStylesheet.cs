// Applies stylesheets as the image does: .NET's XslCompiledTransform. The one argument is a file of lines,
// each with the paths of stylesheet, source and result between tabs.
using System;
using System.IO;
using System.Xml.Xsl;

class ApplyStylesheet
{
    static void Main(string[] arguments)
    {
        foreach (var line in File.ReadAllLines(arguments[0]))
        {
            var paths = line.Split('\t');
            var transform = new XslCompiledTransform();
            transform.Load(paths[0]);
            transform.Transform(paths[1], paths[2]);
        }
    }
}
