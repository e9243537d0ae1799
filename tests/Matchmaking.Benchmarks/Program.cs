Console.WriteLine("--");
