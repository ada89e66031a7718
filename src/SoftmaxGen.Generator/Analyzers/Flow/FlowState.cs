using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>What is known of every place at one point of a program.</summary>
internal sealed class FlowState
{
    private readonly Dictionary<Place, FlowValue> _values;

    public FlowState() => _values = [];

    private FlowState(FlowState other)
    {
        _values = new(other._values);
        IsReachable = other.IsReachable;
    }

    /// <summary>Whether control can get here.</summary>
    public bool IsReachable { get; set; } = true;

    public FlowValue? this[Place place]
    {
        get => _values.TryGetValue(place, out FlowValue value) ? value : null;
        set => _values[place] = value!;
    }

    public FlowState Clone() => new(this);

    /// <summary>Makes this state cover <paramref name="other"/> as well: two branches meet.</summary>
    public void Join(FlowState other)
    {
        if (!other.IsReachable)
        {
            return;
        }

        if (!IsReachable)
        {
            Become(other);
            return;
        }

        foreach (KeyValuePair<Place, FlowValue> entry in other._values)
        {
            _values[entry.Key] = _values.TryGetValue(entry.Key, out FlowValue mine) ? mine.Join(entry.Value) : entry.Value;
        }
    }

    /// <summary>Replaces every value by what <paramref name="rewrite"/> makes of it.</summary>
    public void Rewrite(Func<FlowValue, FlowValue> rewrite)
    {
        List<KeyValuePair<Place, FlowValue>>? changed = null;
        foreach (KeyValuePair<Place, FlowValue> entry in _values)
        {
            FlowValue value = rewrite(entry.Value);
            if (!ReferenceEquals(value, entry.Value))
            {
                (changed ??= []).Add(new(entry.Key, value));
            }
        }

        foreach (KeyValuePair<Place, FlowValue> entry in changed ?? [])
        {
            _values[entry.Key] = entry.Value;
        }
    }

    /// <summary>Removes the parameters and variables of a method that has returned.</summary>
    public void Forget(IMethodSymbol method)
    {
        List<Place>? gone = null;
        foreach (Place place in _values.Keys)
        {
            if (place is { Owner: null, Member: ILocalSymbol or IParameterSymbol } && SymbolEqualityComparer.Default.Equals(place.Member.ContainingSymbol, method))
            {
                (gone ??= []).Add(place);
            }
        }

        foreach (Place place in gone ?? [])
        {
            _values.Remove(place);
        }
    }

    public void Become(FlowState other)
    {
        _values.Clear();
        foreach (KeyValuePair<Place, FlowValue> entry in other._values)
        {
            _values.Add(entry.Key, entry.Value);
        }

        IsReachable = other.IsReachable;
    }
}
