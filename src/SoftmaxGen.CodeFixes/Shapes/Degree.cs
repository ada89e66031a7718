namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>
/// By which power of a common factor a number changes when every exponential of a row is multiplied by that factor, which is what
/// subtracting a number from all logits does: exponentials and their sum have degree 1, probabilities 0, a reciprocal of the sum −1.
/// </summary>
/// <param name="Power">The power.</param>
/// <param name="IsAny">Whether the number is 0, or so small that it might be: it goes with every degree.</param>
internal readonly record struct Degree(int Power, bool IsAny)
{
    /// <summary>What the factor does not touch.</summary>
    public static Degree Data => new(0, false);

    public static Degree Exponential => new(1, false);

    public static Degree Any => new(0, true);

    public bool IsNeutral => IsAny || Power == 0;

    public bool IsScaled => !IsNeutral;

    /// <summary>Of a product.</summary>
    public static Degree operator +(Degree left, Degree right) => left.IsAny || right.IsAny ? Any : new(left.Power + right.Power, false);

    /// <summary>Of a quotient. Division by what is 0 says nothing.</summary>
    public static Degree operator -(Degree left, Degree right) => left.IsAny ? Any : new(left.Power - right.Power, false);

    /// <summary>Of a sum: both sides have to agree.</summary>
    public static bool TryUnify(Degree left, Degree right, out Degree result)
    {
        result = left.IsAny ? right : left;
        return left.IsAny || right.IsAny || left.Power == right.Power;
    }
}
