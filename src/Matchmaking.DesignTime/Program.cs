Console.WriteLine("Startup project of dotnet ef; not meant to be run.");
