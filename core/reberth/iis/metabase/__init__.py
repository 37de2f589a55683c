"""IIS 6: MetaBase.xml of Windows Server 2003, translated into the model of IIS 7 and later."""
